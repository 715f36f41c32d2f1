// Character classes of the AT language (V.250 §5.2), independent of any locale. Pure; any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace air780 {

constexpr char carriage_return = '\r';
constexpr char line_feed = '\n';
constexpr char backspace = '\b';
constexpr char ctrl_z = '\x1a';

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
// Blanks and control characters between the parts of a command line mean nothing.
constexpr bool is_blank(char c) { return static_cast<unsigned char>(c) <= ' '; }
// The value of one hex digit of either case; nothing for any other byte.
constexpr std::optional<int> hex_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return std::nullopt;
}
constexpr char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

// Whether two words differ in nothing but the case of their letters.
constexpr bool same_word(std::string_view one, std::string_view other) {
  if (one.size() != other.size()) return false;
  for (std::size_t i = 0; i < one.size(); ++i) {
    if (upper(one[i]) != upper(other[i])) return false;
  }
  return true;
}

constexpr std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace air780
