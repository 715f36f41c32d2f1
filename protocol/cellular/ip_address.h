// Dotted IPv4 addresses as the module reads and prints them. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace air780 {

// Four numbers from 0 to 255 with dots between them, of at most three digits each.
bool is_ipv4(std::string_view text);

// "10.76.1.35" as "010.076.001.035", as AT+SAPBR prints it; an empty text as four zeros. For dotted decimals of
// any number.
std::string zero_filled(std::string_view address);

}  // namespace air780
