// Times as people write them in options, quirks and rules: "300ms", "5s", "2min". Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "protocol/ports/scheduler.h"

namespace air780 {

// A whole number, not negative and at most a million, with its unit ms, s or min; "0" needs none. Nothing otherwise.
std::optional<Duration> parse_duration(std::string_view text);

// The same back, in the largest unit that says it exactly; what is finer than 1 ms is left out.
std::string duration_text(Duration time);

inline constexpr std::string_view duration_syntax = "a time such as 300ms, 5s or 2min";

}  // namespace air780
