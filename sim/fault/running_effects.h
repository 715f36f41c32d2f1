// What fault rules have begun and not ended yet: tells the target when each begins and ends, and says both on the
// event stream. Owned by the engine; one thread.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "protocol/event.h"
#include "protocol/ports/scheduler.h"
#include "sim/fault/fault_target.h"

namespace air780 {

// Whose effect it is.
struct FaultOrigin {
  std::uint64_t rule = 0;  // 0: nobody's rule, injected
  std::string rule_text;
  std::string action_text;
};

class RunningEffects final : private FaultObserver {
 public:
  RunningEffects(Scheduler& scheduler, const EventStream& events, FaultTarget& target);
  ~RunningEffects() override;
  RunningEffects(const RunningEffects&) = delete;
  RunningEffects& operator=(const RunningEffects&) = delete;

  // Begins an action. One of its kind that acts already is over: the later one counts.
  void begin(const Action& action, const FaultOrigin& origin);
  // Only says that a fault acted: what decides about one command or packet is not the target's.
  void announce(const FaultOrigin& origin) { say(origin, false); }

  bool acting(std::uint64_t rule) const;
  // The one of this kind that acts or is armed; nullptr when there is none.
  const Action* acting(ActionKind kind) const;
  // An armed one has had its effect: over, unless it was given a time.
  void used(ActionKind kind);
  // Ends what one rule began, or everything.
  void end_of_rule(std::uint64_t rule);
  void end_all();

  // The world went on; what lasted until this ends as soon as the caller has returned.
  void link_is_gone();
  void module_starts();

 private:
  enum class Tell { target, nobody };
  struct Effect {
    Action action;
    FaultOrigin origin;
    std::unique_ptr<Timer> end;
    bool begun = false;  // the target knows of it
  };
  using Effects = std::map<std::uint64_t, Effect>;

  void fault_over(ActionKind kind) override;
  Effects::iterator find(ActionKind kind);
  void finish(std::uint64_t id, Tell tell);
  void finish_after(std::uint64_t id, Duration delay, Tell tell);
  template <typename Condition>
  void finish_soon(Condition condition);
  void say(const FaultOrigin& origin, bool ended) const;

  Scheduler& scheduler_;
  const EventStream& events_;
  FaultTarget& target_;
  Effects effects_;  // in the order in which they began
  std::uint64_t next_id_ = 1;
};

}  // namespace air780
