// The end of a run with scenarios: its verdicts are printed and reported. Used once, from the composition's thread.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "sim/scenario/verdict.h"

namespace air780 {

// Prints the verdicts on stdout and writes the reports, complaining on stderr. Returns the exit code: 0 if every
// expectation was met, 1 if one was missed, 2 if a report could not be written.
int conclude(std::span<const Verdict> verdicts, const std::vector<std::string>& reports, std::uint64_t seed);

}  // namespace air780
