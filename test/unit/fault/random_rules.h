// Rules at random, from the grammar's own tables, and broken ones. Deterministic by its seed. One thread.
#pragma once

#include <cstdint>
#include <random>
#include <string>

namespace air780::fake {

class RandomRules {
 public:
  explicit RandomRules(std::uint64_t seed) : dice_(seed) {}
  // A right rule in words.
  std::string rule();
  // The same with a few bytes changed, added or taken away.
  std::string mutated(std::string rule);
  std::uint64_t below(std::uint64_t end) { return dice_() % end; }

 private:
  std::string trigger();
  std::string subject();
  std::string occurrences();
  std::string time();
  std::string action(const std::string& trigger);

  std::mt19937_64 dice_;
};

}  // namespace air780::fake
