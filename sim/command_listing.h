// The command table as `air780sim commands` prints it. Pure; any thread.
#pragma once

#include <string>

namespace air780 {

// A line a command: name, forms, evidence, summary.
std::string command_listing_text();
// An array of objects: name, forms (an object), parameters, variants, manual, evidence, source, summary.
std::string command_listing_json();
// The table in FIDELITY.md.
std::string command_listing_markdown();

}  // namespace air780
