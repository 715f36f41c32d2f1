#include "protocol/host_input.h"

#include <algorithm>

namespace air780 {
namespace {

using enum SerialBytes::Direction;

// One character as what is transmitted.
constexpr std::string_view go_on(&xon, 1);
constexpr std::string_view wait(&xoff, 1);

}  // namespace

void HostInput::arrive(std::string_view bytes, bool waits) {
  const std::size_t room = size_ - std::min(size_, waiting_.size());
  const std::string_view kept = waits ? bytes.substr(0, room) : bytes;
  if (!kept.empty()) events_.emit(SerialBytes{from_host, kept});
  waiting_ += kept;
  if (kept.size() == bytes.size()) return;
  lose(bytes.substr(kept.size()));
  if (std::exchange(overrun_, true)) return;
  events_.emit(Notice{Notice::Level::warning, "the host sends faster than commands finish: input was lost"});
}

void HostInput::lose(std::string_view bytes) const {
  if (!bytes.empty()) events_.emit(SerialBytes{from_host, bytes, true});
}

void HostInput::put_back(std::string_view rest) {
  waiting_.insert(0, rest);
  if (waiting_.empty()) overrun_ = false;
  hold_host_up();
}

void HostInput::clear() {
  waiting_.clear();
  overrun_ = host_waits_ = false;
}

void HostInput::configure(const SerialPortSettings& settings) {
  if (in_force_ == settings) return;
  if (host_waits_ && in_force_->flow_from_host != settings.flow_from_host) {
    // Nobody would tell it by the old way any more that it may go on.
    if (in_force_->flow_from_host == flow_by_characters) output_.transmit(go_on);
    host_waits_ = false;
  }
  in_force_ = settings;
  output_.configure(settings);
  if (lines_changed) lines_changed();
}

bool HostInput::lines_hold_host() const {
  return host_waits_ && in_force_ && in_force_->flow_from_host == flow_by_lines;
}

// Three quarters of the room are full: with AT+IFC the host is told to wait, until a quarter is.
void HostInput::hold_host_up() {
  const int flow = in_force_ ? in_force_->flow_from_host : 0;
  const std::size_t quarter = size_ / 4;
  const bool waits = flow != 0 && waiting_.size() > (host_waits_ ? quarter : 3 * quarter);
  if (waits == host_waits_) return;
  host_waits_ = waits;
  if (flow == flow_by_characters) {
    events_.emit(SerialBytes{to_host, waits ? wait : go_on});
    output_.transmit(waits ? wait : go_on);
  } else if (lines_changed) {
    lines_changed();
  }
}

}  // namespace air780
