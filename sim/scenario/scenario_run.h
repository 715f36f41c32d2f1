// Scenarios being run: listens for their ends and gives the verdicts. Their rules are the fault engine's business.
// Owned by the composition, which outlives it with scheduler and stream; one thread.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "protocol/event.h"
#include "sim/scenario/judge.h"
#include "sim/scenario/scenario.h"

namespace air780 {

class ScenarioRun final : public EventListener {
 public:
  // The run begins now. `ended` is called once, later on the scheduler, when every scenario that has an `end` has come
  // to it; never if none has one. Add the run to the stream before what acts on the module, so that it sees a cause
  // before its effect.
  ScenarioRun(const std::vector<Scenario>& scenarios, Scheduler& scheduler, std::function<void()> ended);
  ~ScenarioRun() override;

  void on_event(const Event& event) override;

  // One a scenario, in their order; those that have not ended end now, cut short if they had an `end`. Call it once.
  std::vector<Verdict> finish();

 private:
  struct Running;
  void watch_endings(Running& running, const Event& event);
  void end(Running& running);

  Scheduler& scheduler_;
  std::function<void()> ended_;
  Timer telling_;
  std::vector<std::unique_ptr<Running>> running_;
};

}  // namespace air780
