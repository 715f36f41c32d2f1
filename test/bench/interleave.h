// Measures two ways of doing the same in turn, so that what disturbs the machine disturbs both.
// Free function; one thread.
#pragma once

#include <chrono>
#include <functional>

namespace air780 {

struct Repetitions {
  int rounds;  // of one batch of each
  int batch;   // measurements without a change of sides
};

// In microseconds, each the median over the rounds; the ratio is taken round by round.
struct Comparison {
  double floor_p50 = 0;
  double floor_p99 = 0;
  double our_p50 = 0;
  double our_p99 = 0;
  double ratio = 0;
};

// Both functions do the work once and say how long it took. The first round is not counted.
Comparison interleave(Repetitions repetitions, const std::function<std::chrono::nanoseconds()>& floor,
                      const std::function<std::chrono::nanoseconds()>& ours);

}  // namespace air780
