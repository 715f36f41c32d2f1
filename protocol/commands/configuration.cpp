// How the module talks: echo, result codes, stored settings (manual chapters 1.3 and 3; at-reference §5, §9).
#include <fmt/format.h>

#include <algorithm>

#include "protocol/at/characters.h"
#include "protocol/at/reply.h"
#include "protocol/commands/families.h"
#include "protocol/commands/kept_outcome.h"
#include "protocol/module.h"

namespace air780 {
namespace {

constexpr std::string_view character_sets[] = {"GSM", "IRA", "UCS2"};

Result attention(Module&, const Arguments&, Reply&) { return Result::ok(); }

Result echo(Module& module, const Arguments& arguments, Reply&) {
  module.settings().echo = arguments.integer_or(0, 1) == 1;
  return Result::ok();
}

Result quiet(Module& module, const Arguments& arguments, Reply&) {
  module.settings().results.quiet = arguments.integer_or(0, 0) == 1;
  return Result::ok();
}

Result dcd_mode(Module& module, const Arguments& arguments, Reply&) {
  module.settings().dcd_mode = static_cast<int>(arguments.integer_or(0, 1));
  module.apply_settings();
  return Result::ok();
}

Result dtr_mode(Module& module, const Arguments& arguments, Reply&) {
  module.settings().dtr_mode = static_cast<int>(arguments.integer_or(0, 1));
  return Result::ok();
}

Result store(Module& module, const Arguments&, Reply&) { return ok_if_kept(module.keep_settings()); }

Result stored_settings(Module& module, const Arguments&, Reply&) {
  module.take_kept_settings();
  return Result::ok();
}

Result factory_settings(Module& module, const Arguments&, Reply&) {
  module.take_factory_settings();
  return Result::ok();
}

// S3, S4 and S5 are fixed: only their own value can be set.
template <int value>
Result read_fixed(Module&, const Arguments&, Reply& reply) {
  reply.line(std::to_string(value));
  return Result::ok();
}

Result read_cmee(Module& module, const Arguments&, Reply& reply) {
  reply.line(fmt::format("+CMEE :{}", module.settings().results.cme_errors));
  return Result::ok();
}

Result set_cmee(Module& module, const Arguments& arguments, Reply&) {
  module.settings().results.cme_errors = static_cast<int>(arguments.integer_or(0, 0));
  return Result::ok();
}

Result read_character_set(Module& module, const Arguments&, Reply& reply) {
  reply.line(fmt::format("+CSCS: \"{}\"", character_sets[static_cast<std::size_t>(module.settings().character_set)]));
  return Result::ok();
}

Result set_character_set(Module& module, const Arguments& arguments, Reply&) {
  const auto* const set =
      std::ranges::find_if(character_sets, [&](std::string_view known) { return same_word(known, arguments.text(0)); });
  module.settings().character_set = static_cast<int>(set - std::begin(character_sets));
  return Result::ok();
}

constexpr Parameter character_set[] = {word("chset", character_sets)};
constexpr Parameter zero_or_one[] = {optional(integer("value", 0, 1))};
constexpr Parameter zero_to_two[] = {optional(integer("value", 0, 2))};
constexpr Parameter only_zero[] = {optional(integer("value", 0, 0))};
constexpr Parameter only_one[] = {optional(integer("value", 1, 1))};
constexpr Parameter only_13[] = {optional(integer("value", 13, 13))};
constexpr Parameter only_10[] = {optional(integer("value", 10, 10))};
constexpr Parameter only_8[] = {optional(integer("value", 8, 8))};

constexpr Command commands[] = {
    {.name = "E",
     .summary = "echo off (0) or on (1)",
     .manual = "3 ATE",
     .evidence = Evidence::captured,
     .source = "C1, C2, C4: echo on at power-up",
     .parameters = zero_or_one,
     .write = echo},
    {.name = "Q",
     .summary = "result codes on (0) or off (1); information text stays",
     .manual = "3 ATQ",
     .source = "manual; URCs and prompts stay too (chosen)",
     .parameters = zero_or_one,
     .write = quiet},
    {.name = "V",
     .summary = "verbose result codes; only 1 exists",
     .manual = "V.250 §6.2.6",
     .evidence = Evidence::chosen,
     .source = "not in the manual; hosts send ATV1",
     .parameters = only_one,
     .write = attention},
    {.name = "Z",
     .summary = "back to the stored settings",
     .manual = "V.250 §6.1.1",
     .evidence = Evidence::chosen,
     .source = "not in the manual; hosts send ATZ",
     .parameters = only_zero,
     .write = stored_settings},
    {.name = "&F",
     .summary = "factory settings",
     .manual = "3 AT&F",
     .parameters = only_zero,
     .write = factory_settings},
    {.name = "&W",
     .summary = "keeps the settings over a reboot: echo, result codes, CMEE, &C, &D, UART, sleep, formats, CREG and "
                "its like, CSDT",
     .manual = "3 AT&W",
     .source = "manual; which settings are kept is inferred",
     .parameters = only_zero,
     .write = store},
    {.name = "&C",
     .summary = "DCD line: 0 always on, 1 follows the carrier",
     .manual = "3 AT&C",
     .parameters = zero_or_one,
     .write = dcd_mode},
    {.name = "&D",
     .summary = "DTR line: 0 ignored, 1 command mode, 2 hang up",
     .manual = "3 AT&D",
     .parameters = zero_to_two,
     .write = dtr_mode},
    {.name = "S3",
     .summary = "line terminator, fixed",
     .manual = "3 ATS3",
     .parameters = only_13,
     .read = read_fixed<13>,
     .write = attention},
    {.name = "S4",
     .summary = "response formatting character, fixed",
     .manual = "4 ATS4",
     .parameters = only_10,
     .read = read_fixed<10>,
     .write = attention},
    {.name = "S5",
     .summary = "line editing character, fixed",
     .manual = "3 ATS5",
     .parameters = only_8,
     .read = read_fixed<8>,
     .write = attention},
    {.name = "+CMEE",
     .summary = "+CME ERROR as ERROR (0), number (1) or text (2)",
     .manual = "3 CMEE",
     .source = "manual; numeric at power-up by every capture (X4)",
     .parameters = zero_to_two,
     .test = "+CMEE:(0,1,2)",
     .read = read_cmee,
     .write = set_cmee},
    {.name = "+CSCS",
     .summary =
         "character set of texts: GSM, IRA or UCS2; kept and told, no text of this module has a character of its own",
     .manual = "3 CSCS",
     .parameters = character_set,
     .test = "+CSCS:\"GSM\",\"IRA\",\"UCS2\"",
     .read = read_character_set,
     .write = set_character_set},
};

}  // namespace

std::span<const Command> configuration_commands() { return commands; }

}  // namespace air780
