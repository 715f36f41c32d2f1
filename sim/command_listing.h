// The command table and the lines that come by themselves, as `air780sim commands` prints them. Pure; any thread.
#pragma once

#include <string>

#include "sim/options.h"

namespace air780 {

// text: a line a command with its name, forms, evidence and summary. json: an array of objects with name, forms,
// parameters, variants, manual, evidence, source and summary. markdown: the table in FIDELITY.md.
std::string command_listing(CommandsOptions::Format format);

// The same of the lines: line, evidence, when, source.
std::string urc_listing(CommandsOptions::Format format);

}  // namespace air780
