#include "sim/text/escapes.h"

#include <optional>

#include "protocol/at/characters.h"

namespace air780 {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";

std::optional<char> simple_escape(char letter) {
  switch (letter) {
    case 'r':
      return '\r';
    case 'n':
      return '\n';
    case 't':
      return '\t';
    case '\\':
      return '\\';
    case '"':
      return '"';
    default:
      return std::nullopt;
  }
}

std::optional<char> hex_escape(std::string_view text) {
  if (text.size() < 4 || text[1] != 'x') return std::nullopt;
  const auto high = hex_value(text[2]);
  const auto low = hex_value(text[3]);
  if (!high || !low) return std::nullopt;
  return static_cast<char>(*high * 16 + *low);
}

}  // namespace

std::string escape(std::string_view bytes) {
  std::string text;
  for (const char byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    if (byte == '\r') {
      text += "\\r";
    } else if (byte == '\n') {
      text += "\\n";
    } else if (byte == '\t') {
      text += "\\t";
    } else if (byte == '\\') {
      text += "\\\\";
    } else if (value >= 0x20 && value < 0x7f) {
      text += byte;
    } else {
      text += "\\x";
      text += hex_digits[value >> 4];
      text += hex_digits[value & 0x0f];
    }
  }
  return text;
}

std::string quoted(std::string_view bytes) {
  std::string text = "\"";
  for (const char byte : bytes) text += byte == '"' ? "\\\"" : escape(std::string_view(&byte, 1));
  return text + "\"";
}

std::variant<std::string, BadEscape> unescape(std::string_view text) {
  std::string bytes;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] != '\\') {
      bytes += text[at++];
      continue;
    }
    const std::string_view rest = text.substr(at);
    const auto simple = rest.size() > 1 ? simple_escape(rest[1]) : std::nullopt;
    const auto hex = hex_escape(rest);
    if (!simple && !hex) {
      const std::size_t shown = rest.size() > 1 && rest[1] == 'x' ? 4 : 2;
      return BadEscape{at, std::string(rest.substr(0, shown))};
    }
    bytes += simple ? *simple : *hex;
    at += simple ? 2U : 4U;
  }
  return bytes;
}

}  // namespace air780
