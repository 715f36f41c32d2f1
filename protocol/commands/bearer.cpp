// The bearers for applications (manual chapter 13: SAPBR; at-reference §4.3).
#include <algorithm>

#include <fmt/format.h>

#include "protocol/at/characters.h"
#include "protocol/at/reply.h"
#include "protocol/cellular/ip_address.h"
#include "protocol/commands/families.h"
#include "protocol/module.h"

namespace air780 {
namespace {

using Tag = Bearers::Tag;

enum Request { close_it, open_it, ask_state, set_parameter, ask_parameter };

Result open(NetworkService& service, int cid) {
  if (service.bearers().is_open(cid)) return Result::cme(CmeError::operation_not_allowed);
  // There are no circuit-switched calls on this chip.
  if (same_word(service.bearers().parameter(cid, Tag::connection_type), "CSD")) {
    return Result::cme(CmeError::operation_not_supported);
  }
  return service.open_bearer(cid) ? Result::ok() : Result::cme(CmeError::operation_not_allowed);
}

Result close(Module& module, int cid) {
  NetworkService& service = module.network_service();
  if (!service.bearers().is_open(cid)) return Result::cme(CmeError::operation_not_allowed);
  service.close_bearer(cid);
  module.time_query().bearer_closed(cid);
  return Result::ok();
}

Result tell_state(NetworkService& service, int cid, Reply& reply) {
  constexpr int connected = 1;
  constexpr int closed = 3;
  const bool is_open = service.bearers().is_open(cid);
  const PdpContext* context = service.packet_domain().find(PacketDomain::default_context);
  reply.line(fmt::format("+SAPBR: {},{},{}", cid, is_open ? connected : closed,
                         zero_filled(is_open && context ? context->ipv4 : std::string())));
  return Result::ok();
}

std::optional<Tag> tag_of(std::string_view text) {
  const auto found = std::ranges::find_if(Bearers::tags, [&](std::string_view tag) { return same_word(tag, text); });
  if (found == Bearers::tags.end()) return std::nullopt;
  return static_cast<Tag>(found - Bearers::tags.begin());
}

bool allowed(Tag tag, std::string_view value) {
  switch (tag) {
    case Tag::connection_type:
      return same_word(value, "GPRS") || same_word(value, "CSD");
    case Tag::rate:
      return value.size() == 1 && value[0] >= '0' && value[0] <= '3';
    case Tag::apn:
    case Tag::user:
    case Tag::password:
    case Tag::phone_number:
      break;
  }
  return true;
}

Result set(NetworkService& service, int cid, const Arguments& arguments) {
  const auto tag = tag_of(arguments.text(2));
  if (!tag || arguments.count() < 4 || !allowed(*tag, arguments.text(3))) return Result::cme(CmeError::execute_failed);
  service.bearers().set_parameter(cid, *tag, arguments.text(3));
  return Result::ok();
}

Result tell_parameters(NetworkService& service, int cid, const Arguments& arguments, Reply& reply) {
  const auto only = tag_of(arguments.text(2));
  if (arguments.has(2) && !only) return Result::cme(CmeError::execute_failed);
  for (std::size_t i = 0; i < Bearers::tags.size(); ++i) {
    const Tag tag = static_cast<Tag>(i);
    if (only.value_or(tag) != tag) continue;
    reply.line(fmt::format("+SAPBR: {},{}", Bearers::tags[i], service.bearers().parameter(cid, tag)));
  }
  return Result::ok();
}

Result bearer(Module& module, const Arguments& arguments, Reply& reply) {
  NetworkService& service = module.network_service();
  const int cid = static_cast<int>(arguments.integer(1));
  switch (static_cast<Request>(arguments.integer(0))) {
    case close_it:
      return close(module, cid);
    case open_it:
      return open(service, cid);
    case ask_state:
      return tell_state(service, cid, reply);
    case set_parameter:
      return set(service, cid, arguments);
    case ask_parameter:
      break;
  }
  return tell_parameters(service, cid, arguments, reply);
}

constexpr Parameter parameters[] = {integer("cmd_type", 0, 4), integer("cid", 1, Bearers::count),
                                    optional(text("ConParamTag", 8)), optional(text("ConParamValue", 50))};

constexpr Command commands[] = {
    {.name = "+SAPBR",
     .summary =
         "the bearers of applications: 1 opens one, 0 closes it, 2 tells its state, 3 and 4 set and tell parameters",
     .manual = "13 SAPBR",
     .source = "manual; opening an open one and closing a closed one: chosen as AT+CSTT's second",
     .parameters = parameters,
     .test = "+SAPBR: (0-4),(1-3),\"ConParamTag\",\"ConParamValue\"",
     .write = bearer},
};

}  // namespace

std::span<const Command> bearer_commands() { return commands; }

}  // namespace air780
