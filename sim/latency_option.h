// The text of --latency. A function; any thread.
#pragma once

#include <string>

#include "protocol/profile.h"

namespace air780 {

// Takes "none", "measured", or either (or neither) and figures behind it: "measured,puback=1s", "gap=0,connect=300ms",
// "connack=55ms..250ms" (drawn between the two). Returns what is wrong and what is allowed, `timing` then half set; or
// nothing.
std::string set_latency(Timing& timing, const std::string& text);

// For --help: each figure and what it is, a line each.
std::string latency_help();

}  // namespace air780
