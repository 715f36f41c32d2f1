#include "packaging/roff.h"

#include <fmt/format.h>

namespace air780 {

std::string roff_text(std::string_view text) {
  std::string roff;
  bool line_begins = true;
  for (const char c : text) {
    if (line_begins && (c == '.' || c == '\'')) roff += "\\&";
    if (c == '\\') {
      roff += "\\e";
    } else if (c == '-') {
      roff += "\\-";
    } else {
      roff += c;
    }
    line_begins = c == '\n';
  }
  return roff;
}

std::string roff_entry(std::string_view bold, std::string_view italic, std::string_view text) {
  const std::string argument = italic.empty() ? "" : fmt::format(" \\fI{}\\fR", roff_text(italic));
  return fmt::format(".TP\n\\fB{}\\fR{}\n{}\n", roff_text(bold), argument, roff_text(text));
}

}  // namespace air780
