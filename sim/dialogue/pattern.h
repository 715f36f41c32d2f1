// What a dialogue expects to read: bytes, some of them left open by wildcards.
// Plain values and pure functions; any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace air780 {

enum class Wildcard {
  integer,  // {int}     digits, perhaps after a minus
  hex,      // {hex}     hex digits of either case
  ip,       // {ip}      dotted IPv4
  time,     // {time}    yy/MM/dd,hh:mm:ss+zz
  imei,     // {imei}    15 digits
  digits,   // {digits}  one digit or more
  any,      // {any}     anything within the line, also nothing
};
std::string_view to_string(Wildcard wildcard);  // "{int}" …

using PatternPiece = std::variant<std::string, Wildcard>;

struct Pattern {
  std::vector<PatternPiece> pieces;
};

// Takes the wildcards out of a line's text; a brace that begins none of them stands for itself, since payloads are
// JSON.
Pattern pattern_with_wildcards(std::string_view text);
// Exactly these bytes.
Pattern pattern_of_bytes(std::string_view bytes);
// Puts bytes in front of and behind a pattern.
Pattern framed(std::string_view before, Pattern pattern, std::string_view after);

// The pattern as text, wildcards by their names: for comparing with known lines.
std::string pattern_text(const Pattern& pattern);

struct PatternMatch {
  enum class Kind {
    whole,    // the bytes begin with what is expected: `length` of them
    partial,  // right as far as they go; more bytes are needed
    none,     // wrong at `bytes_at`
  };
  Kind kind = Kind::none;
  std::size_t length = 0;
  std::size_t bytes_at = 0;    // first differing (or missing) byte
  std::size_t pattern_at = 0;  // the place in the pattern that wanted something else, as an offset into escaped_text()
};

// Compares the beginning of `bytes`. No wildcard takes a CR or an LF; each takes as much as lets the rest match.
PatternMatch match_beginning(const Pattern& pattern, std::string_view bytes);

// The pattern for a person: literal bytes escaped, wildcards by their names.
std::string escaped_text(const Pattern& pattern);

}  // namespace air780
