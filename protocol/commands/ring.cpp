// The RI line (manual chapter 4 CFGRI, CFGRISAVE, WAKEUPHEX; at-reference §2.9, §5; capture C8b).
#include <fmt/format.h>

#include <algorithm>

#include "protocol/at/reply.h"
#include "protocol/commands/families.h"
#include "protocol/commands/kept_outcome.h"
#include "protocol/module.h"
#include "protocol/mqtt/payload_coding.h"

namespace air780 {
namespace {

Result read_ring(Module& module, const Arguments&, Reply& reply) {
  reply.line(fmt::format("+CFGRI: {}", module.ring().settings().enabled ? 1 : 0));
  return Result::ok();
}

Result set_ring(Module& module, const Arguments& arguments, Reply&) {
  const auto time = [&](std::size_t index, Duration absent) {
    return arguments.has(index) ? Duration(std::chrono::milliseconds(arguments.integer(index))) : absent;
  };
  const RingSettings usual;
  module.ring().set({.enabled = arguments.integer(0) == 1,
                     .pause = time(1, usual.pause),
                     .pulse = time(2, usual.pulse),
                     .count = static_cast<int>(arguments.integer_or(3, usual.count))});
  return Result::ok();
}

Result read_saved(Module& module, const Arguments&, Reply& reply) {
  reply.line(fmt::format("+CFGRISAVE:{}", module.kept().ring_is_kept ? 1 : 0));
  return Result::ok();
}

Result save_ring(Module& module, const Arguments& arguments, Reply&) {
  KeptState state = module.kept();
  state.ring_is_kept = arguments.integer(0) == 1;
  state.ring = module.ring().settings();
  return ok_if_kept(module.keep(state));
}

Result read_awaited(Module& module, const Arguments&, Reply& reply) {
  reply.line(fmt::format("^WAKEUPHEX: {}", encode_hex(module.ring().awaited_text())));
  return Result::ok();
}

// Blanks, or nothing at all, switch it off.
Result await_text(Module& module, const Arguments& arguments, Reply&) {
  std::string digits(arguments.text(0));
  std::erase(digits, ' ');
  const auto text = decode_hex(digits);
  const auto printable = [](char c) { return c >= ' ' && c <= '~'; };
  if (!text || !std::ranges::all_of(*text, printable)) return Result::cme(CmeError::execute_failed);
  module.ring().await_text(*text);
  return Result::ok();
}

constexpr Parameter awaited_text[] = {text("str", 1024)};
constexpr Parameter ring_parameters[] = {integer("status", 0, 1), optional(integer("h_time", 1, 65535)),
                                         optional(integer("l_time", 1, 65535)), optional(integer("count", 1, 255))};
constexpr Parameter save_parameter[] = {integer("save", 0, 1)};

constexpr Command commands[] = {
    {.name = "+CFGRI",
     .summary = "RI pulses with each URC: off (0) or on (1), high and low time in ms, count",
     .manual = "4 CFGRI",
     .evidence = Evidence::captured,
     .source = "C8b, C16; times and count: manual, their upper bounds chosen",
     .parameters = ring_parameters,
     .read = read_ring,
     .write = set_ring},
    {.name = "+CFGRISAVE",
     .summary = "keeps what AT+CFGRI has set over a reboot",
     .manual = "4 CFGRISAVE",
     .evidence = Evidence::captured,
     .source = "C8b; read form: manual",
     .parameters = save_parameter,
     .read = read_saved,
     .write = save_ring},
    {.name = "^WAKEUPHEX",
     .summary = "only URCs with this text in them make RI pulse; written as hex digits, empty for all of them",
     .manual = "4 WAKEUPHEX",
     .source = "manual, for EC618 firmware",
     .parameters = awaited_text,
     .test = "^WAKEUPHEX=\"str\"",
     .read = read_awaited,
     .write = await_text},
};

}  // namespace

std::span<const Command> ring_commands() { return commands; }

}  // namespace air780
