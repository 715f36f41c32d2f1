#include "sim/scenario/verdict.h"

#include <algorithm>

namespace air780 {

bool Verdict::met() const { return std::ranges::all_of(judgements, &Judgement::met); }

std::optional<RecoveryTimes> Verdict::recovery_times() const {
  std::vector<Duration> times;
  for (const Recovery& recovery : recoveries) {
    if (recovery.time) times.push_back(*recovery.time);
  }
  if (times.empty()) return std::nullopt;
  std::ranges::sort(times);
  return RecoveryTimes{times.front(), times[(times.size() - 1) / 2], times.back()};
}

}  // namespace air780
