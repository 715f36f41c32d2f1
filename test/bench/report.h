// What was measured, as one table for people.
// Values and free functions; one thread.
#pragma once

#include <string>
#include <vector>

#include "test/bench/interleave.h"

namespace air780 {

// One line of the table. Texts may be empty where a column says nothing.
struct Result {
  enum class Verdict { met, missed, no_bar };

  std::string what;
  std::string floor;
  std::string ours;
  std::string ratio;
  std::string bar;
  Verdict verdict = Verdict::no_bar;
  std::vector<std::string> remarks;
};

// A line whose bar is a ratio of medians.
Result compared(std::string what, const Comparison& comparison, double bar);
// A line that only tells.
Result without_bar(std::string what, const Comparison& comparison);
// A line whose bar is a time of our own, in milliseconds.
Result timed(std::string what, double floor_ms, double our_ms, double bar_ms);

// "19.5 us", "2.31 ms".
std::string time_text(double microseconds);

// Columns as wide as their longest text; remarks below the table, numbered as in it.
std::string table_text(const std::vector<Result>& results);

}  // namespace air780
