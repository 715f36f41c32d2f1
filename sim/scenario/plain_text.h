// Text that every report can hold: XML 1.0 has no place for most control characters, and what is not ASCII need not be
// UTF-8. Pure; any thread.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace air780 {

// What is not printable ASCII becomes `?`.
inline std::string plain_text(std::string_view text) {
  std::string plain(text);
  std::ranges::replace_if(
      plain, [](char c) { return c < ' ' || c > '~'; }, '?');
  return plain;
}

}  // namespace air780
