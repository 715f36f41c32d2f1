// Bytes written as text and back: the C escapes of dialogue files, fault rules, transcripts and what is shown
// to a person.
// Pure functions; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

namespace air780 {

// Printable ASCII as it is (quotes too, so that JSON stays readable), a backslash doubled, CR, LF and TAB as \r \n \t,
// every other byte as \xHH. "a\r\x1a" gives `a\r\x1a`.
std::string escape(std::string_view bytes);

// Likewise between double quotes, those within as \", so that the text can be read back from its first to its last
// quote.
std::string quoted(std::string_view bytes);

struct BadEscape {
  std::size_t offset = 0;  // of the backslash within the text
  std::string found;       // the escape as far as it goes, for example `\q`
};

// Accepts \r \n \t \\ \" and \xHH with exactly two hex digits; everything else stands for itself.
std::variant<std::string, BadEscape> unescape(std::string_view text);

}  // namespace air780
