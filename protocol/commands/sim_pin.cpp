// The SIM's PIN and PUK (manual chapter 4: CPIN, CLCK, CPWD; at-reference §5).
#include <fmt/format.h>

#include "protocol/at/characters.h"
#include "protocol/at/reply.h"
#include "protocol/commands/families.h"
#include "protocol/module.h"

namespace air780 {
namespace {

Result read_pin(Module& module, const Arguments&, Reply& reply) {
  const Sim& sim = module.sim();
  if (sim.pin_code().empty() || sim.state() == Sim::State::absent) return Result::cme(*sim.error());
  reply.line(fmt::format("+CPIN: {}", sim.pin_code()));
  return Result::ok();
}

// The manual's answer to a right PIN or PUK has READY before OK.
Result unlocked(bool right, Reply& reply) {
  if (!right) return Result::cme(CmeError::incorrect_password);
  reply.line("+CPIN: READY");
  return Result::ok();
}

Result give_puk(Sim& sim, const Arguments& arguments, Reply& reply) {
  if (!arguments.has(1)) return Result::cme(CmeError::sim_puk_required);
  if (!SimCard::is_puk(arguments.text(0)) || !SimCard::is_pin(arguments.text(1))) {
    return Result::cme(CmeError::execute_failed);
  }
  return unlocked(sim.unblock(arguments.text(0), arguments.text(1)), reply);
}

Result enter_pin(Module& module, const Arguments& arguments, Reply& reply) {
  Sim& sim = module.sim();
  if (sim.state() == Sim::State::puk) return give_puk(sim, arguments, reply);
  if (sim.state() == Sim::State::pin) {
    if (arguments.has(1)) return Result::cme(CmeError::operation_not_allowed);
    if (!SimCard::is_pin(arguments.text(0))) return Result::cme(CmeError::execute_failed);
    return unlocked(sim.give_pin(arguments.text(0)), reply);
  }
  // Nothing is asked for, so there is nothing to give (27.007 §8.3).
  return Result::cme(sim.error().value_or(CmeError::operation_not_allowed));
}

constexpr std::string_view facilities[] = {"CS", "PS", "PF", "SC", "AO", "OI", "OX", "AI", "IR", "NT", "NM",
                                           "NS", "NA", "AB", "AG", "AC", "FD", "PN", "PP", "PU", "PC"};
constexpr std::string_view sim_facility = "SC";
// Locks of the module itself, which is sold without any.
constexpr std::string_view module_locks[] = {"PF", "PN", "PU", "PP", "PC"};
constexpr long query = 2;

Result lock_sim(Sim& sim, const Arguments& arguments, Reply& reply) {
  if (arguments.integer(1) == query) {
    if (const auto error = sim.unreadable()) return Result::cme(*error);
    reply.line(fmt::format("+CLCK: {}", sim.card().pin_enabled() ? 1 : 0));
    return Result::ok();
  }
  if (const auto error = sim.error()) return Result::cme(*error);
  if (!SimCard::is_pin(arguments.text(2))) return Result::cme(CmeError::execute_failed);
  const bool right = sim.set_pin_enabled(arguments.integer(1) == 1, arguments.text(2));
  return right ? Result::ok() : Result::cme(CmeError::incorrect_password);
}

Result lock(Module& module, const Arguments& arguments, Reply& reply) {
  const std::string_view facility = arguments.text(0);
  if (same_word(facility, sim_facility)) return lock_sim(module.sim(), arguments, reply);
  for (const std::string_view name : module_locks) {
    if (!same_word(facility, name) || arguments.integer(1) != query) continue;
    reply.line("+CLCK: 0");
    return Result::ok();
  }
  return Result::cme(CmeError::operation_not_supported);
}

Result change_password(Module& module, const Arguments& arguments, Reply&) {
  Sim& sim = module.sim();
  if (!same_word(arguments.text(0), sim_facility)) return Result::cme(CmeError::operation_not_supported);
  if (const auto error = sim.error()) return Result::cme(*error);
  // The manual: only while the PIN is asked for.
  if (!sim.card().pin_enabled()) return Result::cme(CmeError::operation_not_allowed);
  if (!SimCard::is_pin(arguments.text(1)) || !SimCard::is_pin(arguments.text(2))) {
    return Result::cme(CmeError::execute_failed);
  }
  const bool right = sim.change_pin(arguments.text(1), arguments.text(2));
  return right ? Result::ok() : Result::cme(CmeError::incorrect_password);
}

constexpr Parameter pin[] = {text("pin", 8), optional(text("newpin", 8))};
constexpr Parameter facility_lock[] = {word("fac", facilities), integer("mode", 0, 2), optional(text("password", 8)),
                                       optional(integer("class", 1, 255))};
constexpr Parameter passwords[] = {word("fac", facilities), text("oldpwd", 8), text("newpwd", 8)};

constexpr Command commands[] = {
    {.name = "+CPIN",
     .summary = "what the SIM asks for, and its PIN, or its PUK with a new PIN",
     .manual = "4 CPIN",
     .evidence = Evidence::captured,
     .source =
         "C3: READY, no card; the PIN: manual; busy right after power-on: a driver's measurement; error codes chosen",
     .parameters = pin,
     .read = read_pin,
     .write = enter_pin},
    {.name = "+CLCK",
     .summary =
         "SC: the SIM asks for its PIN at power-on (1) or not (0), or which (2); other locks can only be asked about",
     .manual = "4 CLCK",
     .source = "manual; error codes and the module's own locks, which are all open, are chosen",
     .parameters = facility_lock,
     .test = "+CLCK:(\"SC\",\"PF\",\"PN\",\"PU\",\"PP\",\"PC\")",
     .write = lock},
    {.name = "+CPWD",
     .summary = "SC: changes the SIM's PIN",
     .manual = "4 CPWD",
     .source = "manual; error codes chosen",
     .parameters = passwords,
     .test = "+CPWD: (\"SC\",8)",
     .write = change_password},
};

}  // namespace

std::span<const Command> sim_pin_commands() { return commands; }

}  // namespace air780
