#include "protocol/control_lines.h"

#include <utility>

namespace air780 {
namespace {

std::string_view name(bool on) { return on ? "on" : "off"; }

}  // namespace

void ControlLines::drive(const ModemLines& lines) {
  if (lines == driven_) return;
  const ModemLines before = std::exchange(driven_, lines);
  output_.drive(lines);
  // CTS and DSR say no more than that the module is there, which PowerChanged tells.
  tell("ri", before.ring, lines.ring);
  tell("dcd", before.carrier, lines.carrier);
}

void ControlLines::set_host(const HostLines& lines) {
  const HostLines before = std::exchange(host_, lines);
  tell("dtr", before.terminal_ready, lines.terminal_ready);
  tell("rts", before.request_to_send, lines.request_to_send);
}

void ControlLines::tell(std::string_view what, bool before, bool now) const {
  if (before != now) events_.emit(StateChanged{what, name(before), name(now)});
}

}  // namespace air780
