// The SIM's holders: which one is read, what is in it (manual chapter 4: CSDT, SIMDETEC, SIMCROSS, SIMAUTO, ECSIMCFG,
// EUICC; captures C3, C6).
#include <fmt/format.h>

#include "protocol/at/reply.h"
#include "protocol/commands/families.h"
#include "protocol/commands/kept_outcome.h"
#include "protocol/module.h"

namespace air780 {
namespace {

Result read_detection(Module& module, const Arguments&, Reply& reply) {
  const Settings& settings = module.settings();
  reply.line(fmt::format("+CSDT:{},{}", settings.sim_detection ? 1 : 0, settings.sim_detection_level));
  return Result::ok();
}

Result set_detection(Module& module, const Arguments& arguments, Reply&) {
  module.settings().sim_detection = arguments.integer(0) == 1;
  module.settings().sim_detection_level = static_cast<int>(arguments.integer_or(1, 1));
  return Result::ok();
}

// Holders are 1 and 2 here, and only the first can be asked about.
Result detect(Module& module, const Arguments& arguments, Reply& reply) {
  if (arguments.integer(0) != 1) return Result::cme(CmeError::operation_not_supported);
  reply.line(fmt::format("*SIMDETEC: 1, {}", module.sim().is_card_in(0) ? "SIM" : "NOS"));
  return Result::ok();
}

Result read_slot(Module& module, const Arguments&, Reply& reply) {
  reply.line(fmt::format("+SIMCROSS:{}", module.kept().sim_slot));
  return Result::ok();
}

// Takes effect at the next start, or when AT+CFUN=1 comes after 0 or 4.
Result set_slot(Module& module, const Arguments& arguments, Reply& reply) {
  KeptState state = module.kept();
  state.sim_slot = static_cast<int>(arguments.integer(0));
  const bool kept = module.keep(state);
  if (kept) reply.line(fmt::format("+SIMCROSS:{}", state.sim_slot));
  return ok_if_kept(kept);
}

Result read_choice(Module& module, const Arguments&, Reply& reply) {
  reply.line(fmt::format("*SIMAUTO: {}", module.kept().sim_choice));
  return Result::ok();
}

Result set_choice(Module& module, const Arguments& arguments, Reply&) {
  KeptState state = module.kept();
  state.sim_choice = static_cast<int>(arguments.integer(0));
  return ok_if_kept(module.keep(state));
}

Result read_configuration(Module& module, const Arguments&, Reply& reply) {
  reply.line("+ECSIMCFG: \"SimSimulator\",0");
  reply.line("+ECSIMCFG: \"SimPowerSave\",1");
  reply.line(fmt::format("+ECSIMCFG: \"SimPresenceDetect\",{}", module.settings().sim_detection ? 1 : 0));
  reply.line(fmt::format("+ECSIMCFG: \"SimSlot\",{}", module.sim().slot()));
  reply.line("+ECSIMCFG: \"SoftSim\",0");
  return Result::ok();
}

// The card stays a real one: a module without the firmware for it has no other.
Result set_configuration(Module&, const Arguments& arguments, Reply&) {
  return arguments.integer(1) == 0 ? Result::ok() : Result::cme(CmeError::operation_not_supported);
}

Result card_type(Module& module, const Arguments&, Reply& reply) {
  if (const auto error = module.sim().unreadable()) return Result::cme(*error);
  constexpr int usim = 1;
  reply.line(fmt::format("*EUICC: {}", usim));
  return Result::ok();
}

constexpr Parameter detection[] = {integer("mode", 0, 1), optional(integer("level", 0, 1))};
constexpr Parameter holder[] = {integer("simslot", 1, 2)};
constexpr Parameter slot[] = {integer("id", 0, 1)};
constexpr Parameter choice[] = {integer("state", 0, 2)};
constexpr std::string_view soft_sim[] = {"SoftSim"};
constexpr Parameter configuration[] = {word("name", soft_sim), integer("mode", 0, 1)};

constexpr Command commands[] = {
    {.name = "+CSDT",
     .summary =
         "URCs for a SIM that is pulled or put in: off (0) or on (1); how the holder's switch is wired, kept and told",
     .manual = "4 CSDT",
     .evidence = Evidence::captured,
     .source = "C3; read and test form: manual; off at power-up by SimPresenceDetect of C3",
     .parameters = detection,
     .test = "+CSDT: (0,1)",
     .read = read_detection,
     .write = set_detection},
    {.name = "*SIMDETEC",
     .summary = "whether a card is in the holder 1",
     .manual = "4 SIMDETEC",
     .source = "manual; holder 2 is not supported yet",
     .parameters = holder,
     .test = "*SIMDETEC: (1,2)",
     .write = detect},
    {.name = "+SIMCROSS",
     .summary = "the holder that is read, 0 or 1, from the next start or AT+CFUN=1 on; kept without &W",
     .manual = "4 SIMCROSS",
     .evidence = Evidence::captured,
     .source = "C3; read and test form: manual",
     .parameters = slot,
     .test = "+SIMCROSS:(0,1)",
     .read = read_slot,
     .write = set_slot},
    {.name = "*SIMAUTO",
     .summary = "1: reads the holder that a card is in, from the next start on; 2 (by signal) is kept and told; kept "
                "without &W",
     .manual = "4 SIMAUTO",
     .parameters = choice,
     .read = read_choice,
     .write = set_choice},
    {.name = "+ECSIMCFG",
     .summary = "what is set about the SIM; there is no virtual card to switch to",
     .manual = "4 ECSIMCFG",
     .evidence = Evidence::captured,
     .source = "C3; set: manual, test form chosen",
     .parameters = configuration,
     .test = "+ECSIMCFG: (\"SoftSim\")",
     .read = read_configuration,
     .write = set_configuration},
    {.name = "*EUICC", .summary = "kind of the card: 1 USIM", .manual = "4 EUICC", .read = card_type},
};

}  // namespace

std::span<const Command> sim_holder_commands() { return commands; }

}  // namespace air780
