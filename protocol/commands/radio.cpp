// The SIM and the signal (manual chapters 4 and 5; at-reference §5).
#include <fmt/format.h>

#include "protocol/at/reply.h"
#include "protocol/commands/families.h"
#include "protocol/module.h"

namespace air780 {
namespace {

Result read_pin(Module& module, const Arguments&, Reply& reply) {
  if (const auto error = module.sim_error()) return Result::cme(*error);
  reply.line("+CPIN: READY");
  return Result::ok();
}

// No PIN is asked for, so there is none to give (27.007 §8.3).
Result enter_pin(Module&, const Arguments&, Reply&) { return Result::cme(CmeError::operation_not_allowed); }

Result signal(Module& module, const Arguments&, Reply& reply) {
  const bool camping = module.network_service().registration().registered();
  reply.line(camping ? fmt::format("+CSQ: {},0", module.network_service().signal_strength()) : "+CSQ: 99,99");
  return Result::ok();
}

Result extended_signal(Module& module, const Arguments&, Reply& reply) {
  const bool camping = module.network_service().registration().registered();
  const int strength = module.network_service().signal_strength();
  // LTE only: the first four are for GSM and UMTS. A step of CSQ is 2 dB, a step of RSRP 1 dB; C6 has 20 beside 41.
  reply.line(camping && strength <= 31 ? fmt::format("+CESQ: 99,99,255,255,31,{}", strength * 2 + 1)
                                       : "+CESQ: 99,99,255,255,255,255");
  return Result::ok();
}

Result read_operator(Module& module, const Arguments&, Reply& reply) {
  if (!module.network_service().registration().registered()) {
    reply.line("+COPS: 0");
    return Result::ok();
  }
  const ModelProfile& profile = module.profile();
  const int format = module.settings().operator_format;
  const std::string& name =
      format == 0 ? profile.operator_long : (format == 1 ? profile.operator_short : profile.operator_numeric);
  reply.line(fmt::format("+COPS: 0,{},\"{}\",7", format, name));
  return Result::ok();
}

// 0: automatic, which it always is. 3: only the format of the read form. Choosing a network comes with the models.
Result set_operator(Module& module, const Arguments& arguments, Reply&) {
  const long mode = arguments.integer(0);
  if (mode != 0 && mode != 3) return Result::cme(CmeError::operation_not_supported);
  if (arguments.has(1)) module.settings().operator_format = static_cast<int>(arguments.integer(1));
  return Result::ok();
}

constexpr Parameter pin[] = {text("pin", 8), optional(text("newpin", 8))};
constexpr Parameter operator_choice[] = {integer("mode", 0, 4), optional(integer("format", 0, 2))};

constexpr Command commands[] = {
    {.name = "+CPIN",
     .summary = "state of the SIM's PIN",
     .manual = "4 CPIN",
     .evidence = Evidence::captured,
     .source = "C3; busy right after power-on: a driver's measurement",
     .parameters = pin,
     .read = read_pin,
     .write = enter_pin},
    {.name = "+CSQ",
     .summary = "signal strength; bit error rate is always 0 on this chip",
     .manual = "5 CSQ",
     .evidence = Evidence::captured,
     .source = "C3, C6, C10, C16; test form inferred",
     .test = "+CSQ: (0-31,99),(0-7,99)",
     .execute = signal},
    {.name = "+CESQ",
     .summary = "extended signal quality",
     .manual = "5 CESQ",
     .evidence = Evidence::captured,
     .source = "C6, C16",
     .execute = extended_signal},
    {.name = "+COPS",
     .summary = "the operator; 3 sets the format of the answer, 0 is automatic",
     .manual = "5 COPS",
     .source = "manual; modes 1, 2 and 4 are not built",
     .parameters = operator_choice,
     .read = read_operator,
     .write = set_operator},
};

}  // namespace

std::span<const Command> radio_commands() { return commands; }

}  // namespace air780
