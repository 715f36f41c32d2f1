// The command line (design: a contract, scripts depend on it). Used once, at start.
#pragma once

#include <functional>

#include "sim/options.h"

namespace CLI {
class App;
}

namespace air780 {

// Prints help and version to stdout, errors to stderr: what is wrong, where, what is allowed (exit code 2).
Options parse_command_line(int argc, const char* const* argv);

// Calls `show` with the options of each subcommand, `run` first; `name` of the App is the subcommand's. For what is
// made of them: the manual page.
void show_command_lines(const std::function<void(CLI::App&)>& show);

}  // namespace air780
