// Numbers as people and hosts write them, from the first byte to the last. Pure; any thread.
#pragma once

#include <charconv>
#include <limits>
#include <optional>
#include <string_view>

namespace air780 {

// Decimal digits, perhaps behind a minus, and nothing else; nothing for any other text and outside these bounds.
inline std::optional<long> whole_number(std::string_view text, long least = std::numeric_limits<long>::min(),
                                        long most = std::numeric_limits<long>::max()) {
  long value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < least || value > most) return std::nullopt;
  return value;
}

}  // namespace air780
