// The link under MQTT: MIPSTART, SSLMIPSTART, MIPCLOSE, MQTTSTATU (manual chapter 16; at-reference §2.2, §2.12, §2.13).
#include <fmt/format.h>

#include "protocol/at/reply.h"
#include "protocol/commands/families.h"
#include "protocol/commands/mqtt_outcome.h"
#include "protocol/module.h"
#include "protocol/ssl/tls_request.h"

namespace air780 {
namespace {

Result start(Module& module, const Arguments& arguments, Reply&) {
  const auto port = static_cast<std::uint16_t>(arguments.integer(1));
  return ok_if_begun(module, module.mqtt().open(std::string(arguments.text(0)), port));
}

Result start_secure(Module& module, const Arguments& arguments, Reply&) {
  const std::string host(arguments.text(0));
  auto request = tls_request(module.ssl_contexts().at(SslContexts::mqtt), module.flash(), host, module.clock().utc());
  if (request) request->strict_suites = module.profile().quirks.strict_suites;
  const auto port = static_cast<std::uint16_t>(arguments.integer(1));
  return ok_if_begun(module, module.mqtt().open_secure(host, port, std::move(request)));
}

Result close(Module& module, const Arguments&, Reply&) { return ok_if_begun(module, module.mqtt().close()); }

Result status(Module& module, const Arguments&, Reply& reply) {
  const bool silent = module.profile().quirks.mqttstatu_unused == Quirks::UnusedStatus::error;
  if (silent && !module.mqtt().used()) return Result::error();
  // The blank before the colon is the module's own, and drivers match it (C12).
  reply.line(fmt::format("+MQTTSTATU :{}", module.mqtt().status_number()));
  return Result::ok();
}

constexpr Parameter server[] = {non_empty(text("svraddr", 256)), integer("port", 1, 65535)};

constexpr Command commands[] = {
    {.name = "+MIPSTART",
     .summary = "opens the TCP link to the broker: CONNECT OK, ALREADY CONNECT, or STATE and CONNECT FAIL follow",
     .manual = "16 MIPSTART",
     .evidence = Evidence::captured,
     .source = "C5, C7, C8, C15; the failure lines as CIPSTART's in C6; while a link is being opened 767 (chosen)",
     .parameters = server,
     .syntax_error = SyntaxError::plain,
     .test = "+MIPSTART:\"(0,255).(0,255).(0,255).(0,255)\",(1-65535)\r\n"
             "+MIPSTART:\"DOMAIN NAME\",(1-65535)",
     .write = start},
    {.name = "+SSLMIPSTART",
     .summary = "opens a TLS link to the broker as SSL context 88 says; the same lines follow",
     .manual = "16 SSLMIPSTART",
     .evidence = Evidence::captured,
     .source = "C8, guide; every failure is STATE and CONNECT FAIL (inferred)",
     .parameters = server,
     .syntax_error = SyntaxError::plain,
     .test = "+SSLMIPSTART:\"(0,255).(0,255).(0,255).(0,255)\",(1-65535)\r\n"
             "+SSLMIPSTART:\"DOMAIN NAME\",(1-65535)",
     .write = start_secure},
    {.name = "+MIPCLOSE",
     .summary = "drops the link without a DISCONNECT, so that the broker publishes the will",
     .manual = "16 MIPCLOSE",
     .evidence = Evidence::captured,
     .source = "C8, C15, guide",
     .syntax_error = SyntaxError::plain,
     .execute = close},
    {.name = "+MQTTSTATU",
     .summary = "0 offline, 1 online, 2 link up but MCONNECT still needed",
     .manual = "16 MQTTSTATU",
     .evidence = Evidence::captured,
     .source = "C12, C17",
     .syntax_error = SyntaxError::plain,
     .execute = status},
};

}  // namespace

std::span<const Command> mqtt_link_commands() { return commands; }

}  // namespace air780
