// Command lines that nobody would write: legal ones with whatever arguments, chained, with letters lost and added, and
// noise; and those that a session needs, so that it comes about. The same seed gives the same lines.
// Owned by the test; one thread.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "protocol/at/command.h"

namespace air780 {

class RandomLines {
 public:
  explicit RandomLines(unsigned seed) : random_(seed) {}

  // What AIR780_SEED says, or `usual`.
  static unsigned seed_or(unsigned usual);

  // From 0 to bound - 1.
  std::size_t below(std::size_t bound) { return random_() % bound; }
  // Without the CR, and without bytes that end or edit a line.
  std::string line();

 private:
  std::string legal_command();
  std::string argument(const Parameter& parameter);
  void mutate(std::string& text);

  std::mt19937 random_;
};

}  // namespace air780
