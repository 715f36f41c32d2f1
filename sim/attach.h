// `air780sim attach`: a PTY here for an emulator that runs in another container or on another machine.
// Called once, by main().
#pragma once

#include "sim/options.h"

namespace air780 {

// Runs until SIGINT or SIGTERM. Exit code: 0 then, 2 if the PTY could not be opened.
int attach(const AttachOptions& options);

}  // namespace air780
