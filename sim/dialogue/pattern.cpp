#include "sim/dialogue/pattern.h"

#include <algorithm>
#include <array>
#include <utility>

#include "protocol/at/characters.h"
#include "sim/text/escapes.h"

namespace air780 {
namespace {

constexpr std::array<std::pair<std::string_view, Wildcard>, 7> wildcard_names{{
    {"{int}", Wildcard::integer},
    {"{hex}", Wildcard::hex},
    {"{ip}", Wildcard::ip},
    {"{time}", Wildcard::time},
    {"{imei}", Wildcard::imei},
    {"{digits}", Wildcard::digits},
    {"{any}", Wildcard::any},
}};

bool all_digits(std::string_view bytes) { return !bytes.empty() && std::all_of(bytes.begin(), bytes.end(), is_digit); }

// d stands for a digit, s for a sign.
bool has_shape(std::string_view shape, std::string_view bytes) {
  return std::equal(shape.begin(), shape.end(), bytes.begin(), bytes.end(), [](char wanted, char byte) {
    if (wanted == 'd') return is_digit(byte);
    if (wanted == 's') return byte == '+' || byte == '-';
    return wanted == byte;
  });
}

bool is_ip(std::string_view bytes) {
  int parts = 0;
  while (parts < 4) {
    const std::string_view part = bytes.substr(0, bytes.find('.'));
    if (!all_digits(part) || part.size() > 3 || (part.size() == 3 && part > "255")) return false;
    ++parts;
    if (part.size() == bytes.size()) return parts == 4;
    bytes.remove_prefix(part.size() + 1);
  }
  return false;
}

// Whether a byte can occur in what the wildcard stands for at all.
bool takes(Wildcard wildcard, char byte) {
  switch (wildcard) {
    case Wildcard::integer:
      return is_digit(byte) || byte == '-';
    case Wildcard::hex:
      return hex_value(byte).has_value();
    case Wildcard::ip:
      return is_digit(byte) || byte == '.';
    case Wildcard::time:
      return is_digit(byte) || std::string_view("/,:+-").find(byte) != std::string_view::npos;
    case Wildcard::imei:
    case Wildcard::digits:
      return is_digit(byte);
    case Wildcard::any:
      return byte != '\r' && byte != '\n';
  }
  return false;
}

bool is_complete(Wildcard wildcard, std::string_view bytes) {
  switch (wildcard) {
    case Wildcard::integer:
      return all_digits(bytes.starts_with('-') ? bytes.substr(1) : bytes);
    case Wildcard::hex:
    case Wildcard::digits:
      return !bytes.empty();
    case Wildcard::ip:
      return is_ip(bytes);
    case Wildcard::time:
      return has_shape("dd/dd/dd,dd:dd:ddsdd", bytes);
    case Wildcard::imei:
      return bytes.size() == 15;
    case Wildcard::any:
      return true;
  }
  return false;
}

// Tries the pieces one after the other, a wildcard with its longest run first, and remembers how far any attempt came.
class Matcher {
 public:
  Matcher(const Pattern& pattern, std::string_view bytes) : pattern_(pattern), bytes_(bytes) {}

  PatternMatch match() {
    if (const auto end = match_from(0, 0)) {
      best_.kind = PatternMatch::Kind::whole;
      best_.length = *end;
      return best_;
    }
    best_.kind = needs_more_ ? PatternMatch::Kind::partial : PatternMatch::Kind::none;
    best_.pattern_at = text_offset();
    return best_;
  }

 private:
  std::optional<std::size_t> match_from(std::size_t piece, std::size_t at) {
    if (piece == pattern_.pieces.size()) return at;
    if (const auto* literal = std::get_if<std::string>(&pattern_.pieces[piece])) {
      return match_literal(*literal, piece, at);
    }
    return match_wildcard(std::get<Wildcard>(pattern_.pieces[piece]), piece, at);
  }

  std::optional<std::size_t> match_literal(std::string_view literal, std::size_t piece, std::size_t at) {
    const std::string_view rest = bytes_.substr(at);
    const auto same = std::mismatch(literal.begin(), literal.end(), rest.begin(), rest.end());
    const auto count = static_cast<std::size_t>(same.first - literal.begin());
    if (count == literal.size()) return match_from(piece + 1, at + count);
    if (count == rest.size()) needs_more_ = true;
    came_to(at + count, piece, count);
    return std::nullopt;
  }

  std::optional<std::size_t> match_wildcard(Wildcard wildcard, std::size_t piece, std::size_t at) {
    std::size_t longest = 0;
    while (at + longest < bytes_.size() && takes(wildcard, bytes_[at + longest])) ++longest;
    if (at + longest == bytes_.size()) needs_more_ = true;
    bool complete = false;
    for (std::size_t length = longest + 1; length-- > 0;) {
      if (!is_complete(wildcard, bytes_.substr(at, length))) continue;
      complete = true;
      if (const auto end = match_from(piece + 1, at + length)) return end;
    }
    if (!complete) came_to(at + longest, piece, 0);
    return std::nullopt;
  }

  void came_to(std::size_t bytes_at, std::size_t piece, std::size_t within) {
    if (reached_ && bytes_at <= best_.bytes_at) return;
    reached_ = true;
    best_.bytes_at = bytes_at;
    piece_ = piece;
    within_ = within;
  }

  std::size_t text_offset() const {
    const auto begin = pattern_.pieces.begin();
    Pattern before{{begin, begin + static_cast<std::ptrdiff_t>(piece_)}};
    if (const auto* literal = std::get_if<std::string>(&pattern_.pieces[piece_])) {
      before.pieces.emplace_back(literal->substr(0, within_));
    }
    return escaped_text(before).size();
  }

  const Pattern& pattern_;
  std::string_view bytes_;
  PatternMatch best_;
  bool reached_ = false;
  bool needs_more_ = false;
  std::size_t piece_ = 0;
  std::size_t within_ = 0;
};

}  // namespace

std::string_view to_string(Wildcard wildcard) {
  for (const auto& [name, value] : wildcard_names) {
    if (value == wildcard) return name;
  }
  return {};
}

Pattern pattern_with_wildcards(std::string_view text) {
  Pattern pattern;
  std::string literal;
  while (!text.empty()) {
    const auto named = std::find_if(wildcard_names.begin(), wildcard_names.end(),
                                    [text](const auto& entry) { return text.starts_with(entry.first); });
    if (named == wildcard_names.end()) {
      literal += text.front();
      text.remove_prefix(1);
      continue;
    }
    if (!literal.empty()) pattern.pieces.emplace_back(std::exchange(literal, {}));
    pattern.pieces.emplace_back(named->second);
    text.remove_prefix(named->first.size());
  }
  if (!literal.empty()) pattern.pieces.emplace_back(std::move(literal));
  return pattern;
}

Pattern pattern_of_bytes(std::string_view bytes) { return Pattern{{std::string(bytes)}}; }

Pattern framed(std::string_view before, Pattern pattern, std::string_view after) {
  if (!before.empty()) pattern.pieces.insert(pattern.pieces.begin(), std::string(before));
  if (!after.empty()) pattern.pieces.emplace_back(std::string(after));
  return pattern;
}

std::string pattern_text(const Pattern& pattern) {
  std::string text;
  for (const auto& piece : pattern.pieces) {
    const auto* literal = std::get_if<std::string>(&piece);
    text += literal ? std::string_view(*literal) : to_string(std::get<Wildcard>(piece));
  }
  return text;
}

PatternMatch match_beginning(const Pattern& pattern, std::string_view bytes) { return Matcher(pattern, bytes).match(); }

std::string escaped_text(const Pattern& pattern) {
  std::string text;
  for (const auto& piece : pattern.pieces) {
    const auto* literal = std::get_if<std::string>(&piece);
    text += literal ? escape(*literal) : std::string(to_string(std::get<Wildcard>(piece)));
  }
  return text;
}

}  // namespace air780
