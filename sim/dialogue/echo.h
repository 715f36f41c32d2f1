// The echo that a dialogue leaves out: a person writes what was typed and what came back, the runner also sees the
// module repeat the typing.
// Pure function; any thread.
#pragma once

#include <vector>

#include "sim/dialogue/dialogue.h"

namespace air780 {

// The steps with an expectation of kind echo behind every line that the module echoes. Echo is on at first; it follows
// ATE0 and ATE1 (chained ones too) once the line has succeeded, and is on again after RDY, which a module says when it
// has booted. Echoed are the bytes of a line up to and including its CR; not an LF right after a CR, not a 0x1A, and
// nothing typed between a prompt and the answer that ends it. When one step sends several lines, the echo of each is
// expected after the final result of the line before.
std::vector<Step> with_echoes(const std::vector<Step>& steps);

}  // namespace air780
