// Shares and rates as rules write them: "20%", "0.5%", "100B/s", "2kB/s". Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace air780 {

// 0 to 100, with at most three decimals. Nothing otherwise.
std::optional<double> parse_percent(std::string_view text);
std::string percent_text(double percent);

// Bytes a second, above 0 and at most 10^9, with at most three decimals; kB is 1000 bytes. Nothing otherwise.
std::optional<double> parse_rate(std::string_view text);
std::string rate_text(double rate);

inline constexpr std::string_view percent_syntax = "a share from 0% to 100%";
inline constexpr std::string_view rate_syntax = "a rate such as 100B/s or 2kB/s";

}  // namespace air780
