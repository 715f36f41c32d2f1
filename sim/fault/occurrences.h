// Counts how often what a rule waits for has happened, and says of each time whether the rule fires. Owned by the
// engine; one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>

#include "sim/fault/rule.h"

namespace air780 {

class Occurrences {
 public:
  // The dice of one rule depend on the seed and its number alone, so that other rules and their order of events do not
  // change what it does. mt19937_64 gives the same numbers everywhere.
  Occurrences(std::uint64_t seed, std::uint64_t rule) : dice_(seed + 0x9e3779b97f4a7c15U * rule) {}

  // One more occurrence; true when the rule fires on it.
  bool next(const Trigger& trigger) {
    ++count_;
    if (count_ < trigger.first || (trigger.last && count_ > *trigger.last)) return false;
    return count_ % trigger.every_nth == 0 && falls(trigger.probability);
  }
  std::size_t count() const { return count_; }

 private:
  // 53 random bits: a number in [0, 1), the same with every standard library.
  bool falls(double probability) {
    return probability >= 1 || static_cast<double>(dice_() >> 11) * 0x1p-53 < probability;
  }

  std::mt19937_64 dice_;
  std::size_t count_ = 0;
};

}  // namespace air780
