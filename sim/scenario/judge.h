// Judges what a driver did by a scenario's expectations: a listener of the event stream, which sees nothing else.
// Owned by whoever runs the scenario, who adds it to the stream; one thread.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "protocol/event.h"
#include "sim/scenario/recovery_watch.h"
#include "sim/scenario/scenario.h"
#include "sim/scenario/verdict.h"
#include "sim/scenario/watch.h"

namespace air780 {

class Judge final : public EventListener {
 public:
  static constexpr std::size_t lines_before = 12;
  static constexpr std::size_t lines_behind = 6;

  // The run begins `at`.
  Judge(const Scenario& scenario, Duration at);

  void on_event(const Event& event) override;
  // The run ends `at`: what is still to come counts as missed. Call it once.
  Verdict finish(Duration at, bool cut_short);

 private:
  struct Watched {
    std::unique_ptr<Watch> watch;
    std::vector<std::string> around;
    std::size_t lines_to_come = 0;
    bool told = false;  // its miss was seen, and `around` begun
  };
  void keep_line(const Event& event);
  void look_for_misses();

  std::string name_;
  std::string file_;
  std::vector<Expectation> expectations_;
  Duration began_;
  std::vector<Watched> watched_;
  RecoveryWatch recovery_;
  std::deque<std::string> lines_;
};

}  // namespace air780
