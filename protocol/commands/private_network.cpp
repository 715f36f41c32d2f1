// The access point of a private network, kept over reboots (manual chapter 12: CPNETAPN; at-reference §4.2).
#include <fmt/format.h>

#include "protocol/at/reply.h"
#include "protocol/commands/families.h"
#include "protocol/module.h"

namespace air780 {
namespace {

using PrivateNetwork = PacketDomain::PrivateNetwork;

constexpr long use_it = 2;
constexpr long forget_it = 3;

Result read_private_network(Module& module, const Arguments&, Reply& reply) {
  const auto& chosen = module.network_service().packet_domain().private_network();
  const PrivateNetwork network = chosen.value_or(PrivateNetwork{});
  reply.line(fmt::format("MODE:{}", chosen ? use_it : forget_it));
  reply.line("APN:" + network.apn);
  reply.line("USR:" + network.user);
  reply.line("PWD:" + network.password);
  reply.line(fmt::format("AUTHMODE:{}", network.auth_protocol));
  return Result::ok();
}

Result set_private_network(Module& module, const Arguments& arguments, Reply&) {
  NetworkService& service = module.network_service();
  if (arguments.integer(0) == forget_it) {
    service.use_private_network({});
    return Result::ok();
  }
  if (arguments.text(1).empty()) return Result::cme(CmeError::execute_failed);
  service.use_private_network(PrivateNetwork{std::string(arguments.text(1)), std::string(arguments.text(2)),
                                             std::string(arguments.text(3)),
                                             static_cast<int>(arguments.integer_or(4, 0))});
  return Result::ok();
}

constexpr Parameter parameters[] = {integer("mode", use_it, forget_it), optional(text("apn", 128)),
                                    optional(text("user", 32)), optional(text("pwd", 32)),
                                    optional(integer("authmode", 0, 2))};

constexpr Command commands[] = {
    {.name = "+CPNETAPN",
     .summary = "2: context 1 has this access point from now on, over reboots too; 3: the network's own again",
     .manual = "12 CPNETAPN",
     .source = "manual; the module registers anew at once; without one the mode told is 3 (chosen)",
     .parameters = parameters,
     .test = "+CPNETAPN:setmode=[2,3],\"apn\",\"Username\",\"Password\",authtype=[0,1,2]",
     .read = read_private_network,
     .write = set_private_network},
};

}  // namespace

std::span<const Command> private_network_commands() { return commands; }

}  // namespace air780
