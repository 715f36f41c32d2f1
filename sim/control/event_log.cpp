#include "sim/control/event_log.h"

namespace air780 {

void EventLog::on_event(const Event& event) {
  const KeptEvent& kept = events_.emplace_back(++last_number_, event);
  bytes_ += kept.size();
  while (events_.size() > 1 && (events_.size() > limits_.events || bytes_ > limits_.bytes)) {
    bytes_ -= events_.front().size();
    events_.pop_front();
  }
  for (EventFollower* follower : followers_) follower->event_kept(events_.back());
}

}  // namespace air780
