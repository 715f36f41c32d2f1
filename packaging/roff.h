// Text for a manual page. Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>

namespace air780 {

// So that it is printed as it stands: backslashes and dashes escaped, no line of it taken for a request.
std::string roff_text(std::string_view text);

// An entry of a list: what it is about in bold, with what follows it in italics, then the text indented.
std::string roff_entry(std::string_view bold, std::string_view italic, std::string_view text);

}  // namespace air780
