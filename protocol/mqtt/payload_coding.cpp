#include "protocol/mqtt/payload_coding.h"

#include <fmt/format.h>

#include "protocol/at/characters.h"

namespace air780 {
namespace {

// The byte that two hex digits at the front of `text` stand for.
std::optional<char> hex_pair(std::string_view text) {
  if (text.size() < 2) return std::nullopt;
  const auto high = hex_value(text[0]);
  const auto low = hex_value(text[1]);
  if (!high || !low) return std::nullopt;
  return static_cast<char>(*high * 16 + *low);
}

}  // namespace

std::string decode_escapes(std::string_view written, Quirks::Escapes known) {
  // The manual's four.
  constexpr std::string_view listed = "\"\r\n\\";
  std::string bytes;
  bytes.reserve(written.size());
  while (!written.empty()) {
    auto escaped = written[0] == '\\' ? hex_pair(written.substr(1)) : std::nullopt;
    if (escaped && known == Quirks::Escapes::listed && listed.find(*escaped) == std::string_view::npos) escaped.reset();
    bytes.push_back(escaped.value_or(written[0]));
    written.remove_prefix(escaped ? 3 : 1);
  }
  return bytes;
}

std::optional<std::string> decode_hex(std::string_view written) {
  std::string bytes;
  bytes.reserve(written.size() / 2);
  while (!written.empty()) {
    const auto byte = hex_pair(written);
    if (!byte) return std::nullopt;
    bytes.push_back(*byte);
    written.remove_prefix(2);
  }
  return bytes;
}

std::string encode_hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text.push_back(digits[byte >> 4]);
    text.push_back(digits[byte & 15]);
  }
  return text;
}

std::string msub_line(const MqttMessage& message, bool as_hex, Quirks::MsggetLine form) {
  const std::string_view blank = form == Quirks::MsggetLine::tight ? "" : " ";
  const std::string_view quote = form == Quirks::MsggetLine::quoted ? "\"" : "";
  return fmt::format("+MSUB:{0}{1}{2}{1},{3} byte,{4}", blank, quote, message.topic, message.payload.size(),
                     as_hex ? encode_hex(message.payload) : message.payload);
}

}  // namespace air780
