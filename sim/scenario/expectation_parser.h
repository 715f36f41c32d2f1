// Reads a line `expect …` or `end …`. Pure; any thread.
#pragma once

#include <string_view>

#include "sim/fault/rule.h"
#include "sim/scenario/expectation.h"

namespace air780 {

// The line's number is left 0. Columns of errors are counted in `line`.
RuleResult<Expectation> parse_expectation(std::string_view line);

RuleResult<Ending> parse_ending(std::string_view line);

}  // namespace air780
