#include "sim/scenario/scenario_run.h"

#include <algorithm>
#include <deque>
#include <optional>
#include <utility>

namespace air780 {

struct ScenarioRun::Running {
  struct End {
    End(const Ending& ending, Scheduler& scheduler)
        : anchor(ending.when.value_or(Anchor{})), time(ending.time), timer(scheduler) {}
    AnchorWatch anchor;
    Duration time;
    Timer timer;
  };

  Running(const Scenario& scenario, Duration now) : judge(scenario, now), has_end(!scenario.endings.empty()) {}

  Judge judge;
  bool has_end;
  std::deque<End> endings;  // those with an anchor, and those whose time runs
  std::optional<Verdict> verdict;
};

ScenarioRun::ScenarioRun(const std::vector<Scenario>& scenarios, Scheduler& scheduler, std::function<void()> ended)
    : scheduler_(scheduler), ended_(std::move(ended)), telling_(scheduler) {
  for (const Scenario& scenario : scenarios) {
    Running& running = *running_.emplace_back(std::make_unique<Running>(scenario, scheduler_.now()));
    for (const Ending& ending : scenario.endings) {
      Running::End& end_line = running.endings.emplace_back(ending, scheduler_);
      if (!ending.when) end_line.timer.start(ending.time, [this, &running] { end(running); });
    }
  }
}

ScenarioRun::~ScenarioRun() = default;

void ScenarioRun::on_event(const Event& event) {
  for (const auto& running : running_) {
    if (running->verdict) continue;
    running->judge.on_event(event);
    watch_endings(*running, event);
  }
}

void ScenarioRun::watch_endings(Running& running, const Event& event) {
  for (Running::End& ending : running.endings) {
    if (!ending.anchor.comes(event)) continue;
    // What the event sets going, such as the answer it is part of, still belongs to the run.
    ending.timer.start(ending.time, [this, &running] { end(running); });
  }
}

void ScenarioRun::end(Running& running) {
  if (running.verdict) return;
  running.verdict = running.judge.finish(scheduler_.now(), false);
  const bool over = std::ranges::all_of(running_, [](const auto& one) { return one->verdict || !one->has_end; });
  if (over) telling_.start({}, ended_);
}

std::vector<Verdict> ScenarioRun::finish() {
  std::vector<Verdict> verdicts;
  for (const auto& running : running_) {
    if (!running->verdict) running->verdict = running->judge.finish(scheduler_.now(), running->has_end);
    verdicts.push_back(*std::move(running->verdict));
  }
  return verdicts;
}

}  // namespace air780
