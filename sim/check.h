// air780sim check: are these rules and scenarios right? Used once, at start.
#pragma once

#include "sim/options.h"

namespace air780 {

// What is wrong goes to stderr, a line each: FILE:LINE:COLUMN: …, or RULE: column N: …. Returns the exit code: 0, or 2.
int check(const CheckOptions& options);

}  // namespace air780
