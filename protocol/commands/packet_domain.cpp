// Attachment and PDP contexts (manual chapter 8; at-reference §4.2).
#include <array>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "protocol/at/reply.h"
#include "protocol/cellular/ip_address.h"
#include "protocol/commands/families.h"
#include "protocol/module.h"

namespace air780 {
namespace {

PacketDomain& contexts_of(Module& module) { return module.network_service().packet_domain(); }

Result read_attach(Module& module, const Arguments&, Reply& reply) {
  reply.line(fmt::format("+CGATT: {}", contexts_of(module).attached() ? 1 : 0));
  return Result::ok();
}

Result set_attach(Module& module, const Arguments& arguments, Reply&) {
  if (arguments.integer(0) == 0) {
    module.network_service().detach();
    return Result::ok();
  }
  return module.network_service().attach() ? Result::ok() : Result::cme(CmeError::operation_not_allowed);
}

Result read_active(Module& module, const Arguments&, Reply& reply) {
  for (const auto& [cid, context] : contexts_of(module).contexts()) {
    reply.line(fmt::format("+CGACT: {},{}", cid, context.active ? 1 : 0));
  }
  return Result::ok();
}

// Without <cid> every context (manual, CGACT). Of those one that cannot come up makes it an error.
Result set_all_active(Module& module, bool active) {
  std::vector<int> defined;
  for (const auto& [cid, context] : contexts_of(module).contexts()) defined.push_back(cid);
  bool done = true;
  for (const int cid : defined) {
    if (active) {
      done &= module.network_service().activate(cid);
    } else {
      module.network_service().deactivate(cid);
    }
  }
  return done ? Result::ok() : Result::cme(CmeError::operation_not_allowed);
}

Result set_active(Module& module, const Arguments& arguments, Reply&) {
  const bool active = arguments.integer(0) == 1;
  if (!arguments.has(1)) return set_all_active(module, active);
  const int cid = static_cast<int>(arguments.integer(1));
  if (!contexts_of(module).find(cid)) return Result::cme(CmeError::execute_failed);
  if (active && !module.network_service().activate(cid)) return Result::cme(CmeError::operation_not_allowed);
  if (!active) module.network_service().deactivate(cid);
  return Result::ok();
}

Result read_definitions(Module& module, const Arguments&, Reply& reply) {
  const bool compression = module.profile().quirks.cgdcont_line == Quirks::CgdcontLine::compression;
  for (const auto& [cid, context] : contexts_of(module).contexts()) {
    reply.line(fmt::format("+CGDCONT: {},\"{}\",\"{}\",\"{}\"{}", cid, context.type, context.apn,
                           context.active ? context.address() : context.requested_address, compression ? ",0,0" : ""));
  }
  return Result::ok();
}

Result define(Module& module, const Arguments& arguments, Reply&) {
  constexpr std::array<std::string_view, 5> types = {"IP", "IPV6", "IPV4V6", "Non-IP", "PPP"};
  const int cid = static_cast<int>(arguments.integer(0));
  PacketDomain& contexts = contexts_of(module);
  if (arguments.count() == 1) {
    const PdpContext* context = contexts.find(cid);
    if (context && context->active) return Result::cme(CmeError::operation_not_allowed);
    contexts.undefine(cid);
    return Result::ok();
  }
  const std::string_view type = arguments.has(1) ? arguments.text(1) : types[0];
  if (std::find(types.begin(), types.end(), type) == types.end()) return Result::cme(CmeError::execute_failed);
  // An address of the host's own choice is checked where it would be used.
  if (type == types[0] && arguments.has(3) && !arguments.text(3).empty() && !is_ipv4(arguments.text(3))) {
    return Result::cme(CmeError::execute_failed);
  }
  PdpContext& context = contexts.define(cid);
  context.type = type;
  context.apn = arguments.text(2);
  context.requested_address = arguments.text(3);
  return Result::ok();
}

std::string address_line(int cid, const PdpContext& context) {
  std::string line = fmt::format("+CGPADDR: {}", cid);
  for (const std::string& address : {context.ipv4, context.ipv6}) {
    if (!address.empty()) line += fmt::format(",\"{}\"", address);
  }
  return line;
}

Result all_addresses(Module& module, const Arguments&, Reply& reply) {
  for (const auto& [cid, context] : contexts_of(module).contexts()) {
    if (context.active) reply.line(address_line(cid, context));
  }
  return Result::ok();
}

Result one_address(Module& module, const Arguments& arguments, Reply& reply) {
  const int cid = static_cast<int>(arguments.integer(0));
  const PdpContext* context = contexts_of(module).find(cid);
  if (!context) return Result::cme(CmeError::execute_failed);
  if (context->active) reply.line(address_line(cid, *context));
  return Result::ok();
}

// Bearer 5 is the default EPS bearer of context 1; the others follow.
void dynamic_parameters_line(Reply& reply, int cid, const PdpContext& context) {
  reply.line(fmt::format("+CGCONTRDP: {},{},\"{}\",\"{}\",\"\",,\"{}\",\"{}\"", cid, cid + 4, context.apn,
                         context.address(), PacketDomain::name_servers[0], PacketDomain::name_servers[1]));
}

Result list_active(Module& module, const Arguments&, Reply& reply) {
  std::string active;
  for (const auto& [cid, context] : contexts_of(module).contexts()) {
    if (context.active) active += fmt::format("{}{}", active.empty() ? "" : ",", cid);
  }
  reply.line(fmt::format("+CGCONTRDP: ({})", active));
  return Result::ok();
}

Result all_dynamic_parameters(Module& module, const Arguments&, Reply& reply) {
  for (const auto& [cid, context] : contexts_of(module).contexts()) {
    if (context.active) dynamic_parameters_line(reply, cid, context);
  }
  return Result::ok();
}

Result dynamic_parameters(Module& module, const Arguments& arguments, Reply& reply) {
  if (!arguments.has(0)) return all_dynamic_parameters(module, arguments, reply);
  const int cid = static_cast<int>(arguments.integer(0));
  const PdpContext* context = contexts_of(module).find(cid);
  if (!context || !context->active) return Result::cme(CmeError::operation_not_allowed);
  dynamic_parameters_line(reply, cid, *context);
  return Result::ok();
}

Result read_authentication(Module& module, const Arguments&, Reply& reply) {
  for (const auto& [cid, context] : contexts_of(module).contexts()) {
    reply.line(fmt::format("+CGAUTH: {},{},\"{}\",\"{}\"", cid, context.auth_protocol, context.user, context.password));
  }
  return Result::ok();
}

Result authenticate(Module& module, const Arguments& arguments, Reply&) {
  PdpContext* context = contexts_of(module).find(static_cast<int>(arguments.integer(0)));
  if (!context) return Result::cme(CmeError::execute_failed);
  context->auth_protocol = static_cast<int>(arguments.integer_or(1, 0));
  context->user = arguments.text(2);
  context->password = arguments.text(3);
  return Result::ok();
}

Result address_and_gateway(Module& module, const Arguments& arguments, Reply& reply) {
  const PdpContext* context = contexts_of(module).find(static_cast<int>(arguments.integer(0)));
  if (!context || !context->active) return Result::cme(CmeError::operation_not_allowed);
  const std::string& address = context->address();
  reply.line(fmt::format("+GETIP: {},{}.1", address, address.substr(0, address.rfind('.'))));
  return Result::ok();
}

bool has_event_reporting(Module& module) { return module.profile().quirks.cgerep == Quirks::Cgerep::works; }

Result list_event_reporting(Module& module, const Arguments&, Reply& reply) {
  if (!has_event_reporting(module)) return Result::error();
  reply.line("+CGEREP: (0,1),(0,1)");
  return Result::ok();
}

Result read_event_reporting(Module& module, const Arguments&, Reply& reply) {
  if (!has_event_reporting(module)) return Result::error();
  const PacketEvents& events = module.network_service().packet_events();
  reply.line(fmt::format("+CGEREP: {},{}", static_cast<int>(events.mode()), static_cast<int>(events.kept())));
  return Result::ok();
}

Result set_event_reporting(Module& module, const Arguments& arguments, Reply&) {
  if (!has_event_reporting(module)) return Result::error();
  module.network_service().packet_events().set(static_cast<PacketEvents::Mode>(arguments.integer(0)),
                                               static_cast<PacketEvents::Kept>(arguments.integer_or(1, 0)));
  return Result::ok();
}

constexpr Parameter attach_state[] = {integer("state", 0, 1)};
constexpr Parameter activation[] = {integer("state", 0, 1), optional(integer("cid", 1, 15))};
constexpr Parameter definition[] = {
    integer("cid", 1, 15),          optional(text("PDP_type", 16)),    optional(text("APN", 100)),
    optional(text("PDP_addr", 64)), optional(integer("d_comp", 0, 3)), optional(integer("h_comp", 0, 4))};
constexpr Parameter context_number[] = {integer("cid", 1, 15)};
constexpr Parameter optional_context_number[] = {optional(integer("cid", 1, 15))};
constexpr Parameter authentication[] = {integer("cid", 1, 15), optional(integer("auth_prot", 0, 2)),
                                        optional(text("userid", 64)), optional(text("password", 64))};
constexpr Parameter event_mode[] = {integer("mode", 0, 1), optional(integer("bfr", 0, 1))};

constexpr Command commands[] = {
    {.name = "+CGATT",
     .summary = "attached to packet service (1) or not; 0 ends every context and link",
     .manual = "8 CGATT",
     .evidence = Evidence::captured,
     .source = "C5, C6, C7; set: manual",
     .parameters = attach_state,
     .test = "+CGATT: (0-1)",
     .read = read_attach,
     .write = set_attach},
    {.name = "+CGACT",
     .summary = "activates or deactivates a PDP context, or without cid all of them",
     .manual = "8 CGACT",
     .parameters = activation,
     .test = "+CGACT: (0,1)",
     .read = read_active,
     .write = set_active},
    {.name = "+CGDCONT",
     .summary = "defines a PDP context; context 1 is there by itself",
     .manual = "8 CGDCONT",
     .evidence = Evidence::captured,
     .source = "C5, C6; set: manual",
     .parameters = definition,
     .test = "+CGDCONT: (1-15),\"IP\",,,,,(0),(0,2),(0),(0),(0,1),(0),(0,1),(0)\r\n"
             "+CGDCONT: (1-15),\"IPV6\",,,,,(0),(0,2),(0),(0),(0,1),(0),(0),(0)\r\n"
             "+CGDCONT: (1-15),\"IPV4V6\",,,,,(0),(0,2),(0),(0),(0,1),(0),(0,1),(0)\r\n"
             "+CGDCONT: (1-15),\"Non-IP\",,,,,(0),(0,2),(0),(0),(0,1),(0),(0),(0),(0,1)",
     .read = read_definitions,
     .write = define},
    {.name = "+CGPADDR",
     .summary = "addresses of the active contexts",
     .manual = "8 CGPADDR",
     .parameters = context_number,
     .test = "+CGPADDR: (1-15)",
     .write = one_address,
     .execute = all_addresses},
    {.name = "+CGCONTRDP",
     .summary = "what the network gave an active context",
     .manual = "5 CGCONTRDP",
     .parameters = optional_context_number,
     .tell_range = list_active,
     .write = dynamic_parameters,
     .execute = all_dynamic_parameters},
    {.name = "+CGAUTH",
     .summary = "authentication of a context: 0 none, 1 PAP, 2 CHAP",
     .manual = "8 CGAUTH",
     .parameters = authentication,
     .test = "+CGAUTH: (1-15),(0-2),64,64",
     .read = read_authentication,
     .write = authenticate},
    {.name = "*GETIP",
     .summary = "address and gateway of a context",
     .manual = "8 GETIP",
     .parameters = context_number,
     .write = address_and_gateway},
    {.name = "+CGEREP",
     .summary = "+CGEV lines are told (1) or kept back (0); bfr 1: those kept are told with the next 1",
     .manual = "8 CGEREP",
     .source = "manual; bfr by 27.007; a driver measured ERROR on a 780EP: quirk cgerep",
     .parameters = event_mode,
     .syntax_error = SyntaxError::plain,
     .tell_range = list_event_reporting,
     .read = read_event_reporting,
     .write = set_event_reporting},
};

}  // namespace

std::span<const Command> packet_domain_commands() { return commands; }

}  // namespace air780
