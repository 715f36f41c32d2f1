// What came of a scenario: one judgement an expectation, and how long the driver needed after each fault.
// Values; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "protocol/ports/scheduler.h"

namespace air780 {

struct Judgement {
  std::size_t line = 0;     // in the scenario's file
  std::string expectation;  // as written
  bool met = true;
  std::string detail;               // what was seen: counts and times when met, what came instead when not
  Duration at{};                    // when it was missed; of the end when met
  std::vector<std::string> around;  // missed: the transcript's lines before and behind that moment
};

// A fault, and the time from there to the next CONNACK OK.
struct Recovery {
  std::string rule;  // as written
  Duration at{};
  bool disturbed = false;        // the module was not online some time after it, before another fault came
  std::optional<Duration> time;  // disturbed and nothing: it did not recover
};

struct RecoveryTimes {
  Duration minimum{};
  Duration median{};
  Duration maximum{};
};

struct Verdict {
  std::string scenario;
  std::string file;
  Duration began{};
  Duration ended{};
  bool cut_short = false;  // the program was told to end before the scenario did
  std::vector<Judgement> judgements;
  std::vector<Recovery> recoveries;

  bool met() const;
  // Of the faults that were recovered from; nothing when there are none. An even number: the lower of the middle two.
  std::optional<RecoveryTimes> recovery_times() const;
};

}  // namespace air780
