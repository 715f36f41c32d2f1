// Where and when a table was measured, without which it says little.
// Free function; any thread.
#pragma once

#include <string>

namespace air780 {

// For example "2026-11-23T09:30:00Z, 2 x AMD EPYC, Linux 6.1.0, load 0.42, Release build".
std::string machine_text();

}  // namespace air780
