// The time of a server (manual chapter 9: CNTPCID, CNTP; at-reference §4.3).
#include <fmt/format.h>

#include "protocol/at/reply.h"
#include "protocol/commands/families.h"
#include "protocol/module.h"

namespace air780 {
namespace {

Result read_bearer(Module& module, const Arguments&, Reply& reply) {
  reply.line(fmt::format("+CNTPCID: {}", module.time_query().settings.bearer));
  return Result::ok();
}

Result set_bearer(Module& module, const Arguments& arguments, Reply&) {
  module.time_query().settings.bearer = static_cast<int>(arguments.integer(0));
  return Result::ok();
}

Result read_server(Module& module, const Arguments&, Reply& reply) {
  const TimeQuery::Settings& settings = module.time_query().settings;
  reply.line(fmt::format("+CNTP: {},{},{}", settings.server, settings.zone, settings.timeout_seconds));
  return Result::ok();
}

Result set_server(Module& module, const Arguments& arguments, Reply&) {
  TimeQuery::Settings& settings = module.time_query().settings;
  settings.server = arguments.text(0);
  settings.zone = static_cast<int>(arguments.integer_or(1, settings.zone));
  settings.timeout_seconds = static_cast<int>(arguments.integer_or(2, settings.timeout_seconds));
  return Result::ok();
}

Result ask_server(Module& module, const Arguments&, Reply&) {
  return module.time_query().start() ? Result::ok() : Result::cme(CmeError::operation_not_allowed);
}

constexpr Parameter bearer[] = {integer("cid", 1, Bearers::count)};
constexpr Parameter server[] = {non_empty(text("NTP server", 128)), optional(integer("time zone", -47, 48)),
                                optional(integer("time out", 1, 600))};

constexpr Command commands[] = {
    {.name = "+CNTPCID",
     .summary = "which bearer of AT+SAPBR AT+CNTP uses",
     .manual = "9 CNTPCID",
     .parameters = bearer,
     .test = "+CNTPCID:(1-3)",
     .read = read_bearer,
     .write = set_bearer},
    {.name = "+CNTP",
     .summary = "asks a time server by SNTP and sets the clock: +CNTP: 1, or 61 to 65, follows",
     .manual = "9 CNTP",
     .source = "manual; the time out as third argument, and 3 while one is asked: chosen; quirk cntp-bearer",
     .parameters = server,
     .read = read_server,
     .write = set_server,
     .execute = ask_server},
};

}  // namespace

std::span<const Command> network_time_commands() { return commands; }

}  // namespace air780
