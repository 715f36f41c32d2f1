// The composition: everything that `air780sim run` is made of, in the order in which it depends on each other.
#pragma once

#include "sim/options.h"

namespace air780 {

// Runs until SIGINT or SIGTERM (exit code 0), or fails to start (message on stderr, exit code 2, nothing left behind).
int run(const RunOptions& options);

}  // namespace air780
