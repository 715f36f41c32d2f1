// The operator (manual chapter 5: COPS; 27.007 §7.3; at-reference §5).
#include <fmt/format.h>

#include "protocol/at/reply.h"
#include "protocol/commands/families.h"
#include "protocol/module.h"

namespace air780 {
namespace {

using Mode = OperatorChoice::Mode;

constexpr int e_utran = 7;

Result read_operator(Module& module, const Arguments&, Reply& reply) {
  const OperatorChoice& choice = module.network_service().operator_choice();
  const int mode = static_cast<int>(choice.mode());
  const int format = module.settings().operator_format;
  reply.line(module.network_service().registration().registered()
                 ? fmt::format("+COPS: {},{},\"{}\",{}", mode, format, choice.home().name(format), e_utran)
                 : fmt::format("+COPS: {}", mode));
  return Result::ok();
}

// The networks in the air (1 can be used, 2 is used, 3 forbidden), then the modes and the formats.
Result list_operators(Module& module, const Arguments&, Reply& reply) {
  NetworkService& service = module.network_service();
  if (const auto error = module.sim().error()) return Result::cme(*error);
  if (!service.radio_is_on()) return Result::cme(CmeError::operation_not_allowed);
  std::string list;
  for (const Operator& one : service.operator_choice().receivable()) {
    if (!service.receives_networks()) break;
    const int available = service.registration().registered() ? 2 : 1;
    list += fmt::format("{}({},\"{}\",\"{}\",\"{}\",{})", list.empty() ? "" : ",", one.allowed ? available : 3,
                        one.long_name, one.short_name, one.numeric, e_utran);
  }
  reply.line(fmt::format("+COPS: {},,(0,1,2,3,4),(0,1,2)", list));
  return Result::ok();
}

Result choose_operator(Module& module, const Arguments& arguments, Mode mode) {
  NetworkService& service = module.network_service();
  if (!arguments.has(2)) return Result::cme(CmeError::execute_failed);
  if (const auto error = module.sim().error()) return Result::cme(*error);
  if (!service.radio_is_on()) return Result::cme(CmeError::operation_not_allowed);
  const bool over_lte = arguments.integer_or(3, e_utran) == e_utran;
  const Operator* wanted =
      over_lte ? service.operator_choice().find(module.settings().operator_format, arguments.text(2)) : nullptr;
  switch (service.select(wanted, mode)) {
    case NetworkService::Selection::selected:
      return Result::ok();
    case NetworkService::Selection::denied:
      return Result::cme(CmeError::plmn_not_allowed);
    case NetworkService::Selection::not_found:
      break;
  }
  return Result::cme(CmeError::no_network_service);
}

Result set_operator(Module& module, const Arguments& arguments, Reply&) {
  constexpr long only_format = 3;
  const long mode = arguments.integer(0);
  if (arguments.has(1)) module.settings().operator_format = static_cast<int>(arguments.integer(1));
  if (mode == only_format) return Result::ok();
  switch (static_cast<Mode>(mode)) {
    case Mode::automatic:
      module.network_service().select_automatically();
      break;
    case Mode::deregistered:
      module.network_service().deregister();
      break;
    case Mode::manual:
    case Mode::manual_or_automatic:
      return choose_operator(module, arguments, static_cast<Mode>(mode));
  }
  return Result::ok();
}

Result access_technology(Module& module, const Arguments&, Reply& reply) {
  if (!module.network_service().registration().registered()) return Result::cme(CmeError::no_network_service);
  reply.line(fmt::format("+CACAP: {}", e_utran));
  return Result::ok();
}

Result not_supported(Module&, const Arguments&, Reply&) { return Result::cme(CmeError::operation_not_supported); }

constexpr Parameter operator_choice[] = {integer("mode", 0, 4), optional(integer("format", 0, 2)),
                                         optional(text("oper", 16)), optional(integer("AcT", 0, 8))};

constexpr Command commands[] = {
    {.name = "+COPS",
     .summary =
         "the operator: 0 automatic, 1 the one named, 2 none, 4 the one named or any; 3 the format of the answer",
     .manual = "5 COPS",
     .source = "manual; which networks are in the air, and the errors 30 and 111 for one that cannot be used: chosen",
     .parameters = operator_choice,
     .tell_range = list_operators,
     .read = read_operator,
     .write = set_operator},
    {.name = "^CACAP",
     .summary = "the access technology of the cell",
     .manual = "5 CACAP",
     .evidence = Evidence::captured,
     .source = "C11: AT^CACAP is +CME ERROR: 4; read form: manual, without service: chosen",
     .test = "+CACAP:(0-7)",
     .read = access_technology,
     .execute = not_supported},
};

}  // namespace

std::span<const Command> operator_commands() { return commands; }

}  // namespace air780
