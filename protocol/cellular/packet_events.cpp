#include "protocol/cellular/packet_events.h"

#include <utility>

namespace air780 {

void PacketEvents::tell(std::string_view event) {
  std::string line = "+CGEV: " + std::string(event);
  if (mode_ == Mode::told) return outbox_.unsolicited(line);
  if (kept_.size() == most_kept) kept_.pop_front();
  kept_.push_back(std::move(line));
}

void PacketEvents::set(Mode mode, Kept kept) {
  mode_ = mode;
  kept_policy_ = kept;
  if (mode == Mode::kept) return;
  for (const std::string& line : std::exchange(kept_, {})) {
    if (kept == Kept::told) outbox_.unsolicited(line);
  }
}

void PacketEvents::reset() {
  mode_ = Mode::told;
  kept_policy_ = Kept::dropped;
  kept_.clear();
}

}  // namespace air780
