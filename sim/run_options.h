// The options of `air780sim [run]`. Functions; the thread that parses the command line.
#pragma once

#include "sim/options.h"

namespace CLI {
class App;
}

namespace air780 {

// Adds every option, the description and the footer; `options` must outlive the parsing. What is wrong with an option's
// text is thrown as CLI::ValidationError.
void define_run_options(CLI::App& app, RunOptions& options);

// To be called when all of them have been parsed: throws CLI::ValidationError where they do not go together, and opens
// a PTY where no serial end was asked for.
void complete_run_options(RunOptions& options);

}  // namespace air780
