#include "sim/dialogue/difference.h"

#include <algorithm>

#include "sim/text/escapes.h"

namespace air780 {
namespace {

constexpr std::size_t shown_before = 60;
constexpr std::size_t shown_after = 40;

// One escaped text with a caret below the place, both cut to what a terminal shows.
std::string marked(const std::string& label, const std::string& text, std::size_t at) {
  const std::size_t begin = at > shown_before ? at - shown_before : 0;
  const std::size_t end = std::min(text.size(), at + shown_after);
  const std::string head = label + (begin > 0 ? "…" : "");
  const std::size_t columns = label.size() + (begin > 0 ? 1 : 0) + (at - begin);
  return head + text.substr(begin, end - begin) + (end < text.size() ? "…" : "") + "\n" + std::string(columns, ' ') +
         "^\n";
}

}  // namespace

std::string to_string(const Difference& difference) {
  const std::string received = escape(difference.received);
  const std::string before = escape(std::string_view(difference.received).substr(0, difference.received_at));
  std::string text = difference.file + ":" + std::to_string(difference.line.number) + ": " + difference.problem + "\n";
  text += "  line      " + difference.line.text + "\n";
  if (difference.expected.pieces.empty()) {
    text += "  expected  (nothing)\n";
  } else {
    text += marked("  expected  ", escaped_text(difference.expected), difference.expected_at);
  }
  if (difference.received.empty()) {
    text += "  received  (nothing)\n";
  } else {
    text += marked("  received  ", received, before.size());
  }
  if (!difference.transcript.empty()) text += "  before that:\n";
  for (const std::string& line : difference.transcript) text += "    " + line + "\n";
  return text;
}

}  // namespace air780
