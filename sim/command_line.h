// The command line (design: a contract, scripts depend on it). Used once, at start.
#pragma once

#include "sim/options.h"

namespace air780 {

// Prints help and version to stdout, errors to stderr: what is wrong, where, what is allowed (exit code 2).
Options parse_command_line(int argc, const char* const* argv);

}  // namespace air780
