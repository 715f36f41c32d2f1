// The command line of `air780sim ctl`: each of its commands is one request. Used once, at start.
#pragma once

#include <CLI/CLI.hpp>

#include "sim/control/ctl.h"

namespace air780 {

// After app.parse(), `options` says what to ask.
void define(CLI::App& app, CtlOptions& options);

}  // namespace air780
