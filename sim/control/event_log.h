// The latest events of the module, numbered, for who asks later and for who follows them. Listens to the event stream;
// it only keeps and tells, and never acts on the module.
// Owned by the composition, outlives everybody who follows; one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

#include "protocol/event.h"
#include "sim/control/kept_event.h"

namespace air780 {

// Told of each event as it is kept, from inside the module's own call: it may look and take note, and nothing else. It
// must not begin or end following, nor destroy a follower.
class EventFollower {
 public:
  virtual ~EventFollower() = default;
  virtual void event_kept(const KeptEvent& kept) = 0;
};

class EventLog final : public EventListener {
 public:
  struct Limits {
    std::size_t events = 10'000;
    std::size_t bytes = 8 * 1024 * 1024;
  };

  EventLog() = default;
  explicit EventLog(Limits limits) : limits_(limits) {}

  void on_event(const Event& event) override;

  // The number of the latest event; 0 before the first.
  std::uint64_t last_number() const { return last_number_; }
  // Those that are still kept, the oldest first; the older ones were forgotten.
  const std::deque<KeptEvent>& events() const { return events_; }
  // Every event behind this number is kept.
  bool reaches_back_to(std::uint64_t number) const { return number + events_.size() >= last_number_; }

  void follow(EventFollower& follower) { followers_.push_back(&follower); }
  void leave(EventFollower& follower) { std::erase(followers_, &follower); }

 private:
  const Limits limits_;
  std::deque<KeptEvent> events_;
  std::size_t bytes_ = 0;
  std::uint64_t last_number_ = 0;
  std::vector<EventFollower*> followers_;
};

}  // namespace air780
