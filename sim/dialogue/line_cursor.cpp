#include "sim/dialogue/line_cursor.h"

#include <charconv>
#include <chrono>
#include <utility>
#include <variant>

#include "sim/text/escapes.h"

namespace air780 {
namespace {

// A dialogue that waits longer than this is a mistake of units.
constexpr int longest_duration = 3'600'000;

}  // namespace

void LineCursor::skip_spaces() {
  while (at_ < line_.size() && line_[at_] == ' ') ++at_;
}

std::string_view LineCursor::word() {
  skip_spaces();
  const std::string_view found = line_.substr(at_, line_.find(' ', at_) - at_);
  at_ += found.size();
  return found;
}

Parsed<int> LineCursor::number(int lowest, int highest) {
  skip_spaces();
  const std::size_t start = at_;
  const std::string_view text = word();
  int value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code != std::errc() || end != text.data() + text.size() || value < lowest || value > highest) {
    return complaint(start, "a number from " + std::to_string(lowest) + " to " + std::to_string(highest));
  }
  return value;
}

Parsed<Duration> LineCursor::duration() {
  skip_spaces();
  const std::size_t start = at_;
  const std::string_view text = word();
  int value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
  if (code == std::errc() && value > 0 && value <= longest_duration) {
    if (unit == "ms") return Duration(std::chrono::milliseconds(value));
    if (unit == "s") return Duration(std::chrono::seconds(value));
  }
  return complaint(start, "a time such as 200ms or 30s");
}

Parsed<std::string> LineCursor::quoted() {
  skip_spaces();
  const std::size_t start = at_;
  if (at_ >= line_.size() || line_[at_] != '"') return complaint(start, "bytes in double quotes");
  std::size_t end = at_ + 1;
  while (end < line_.size() && line_[end] != '"') end += line_[end] == '\\' ? 2U : 1U;
  if (end >= line_.size()) return complaint(line_.size(), "a closing quote");
  auto bytes = unescape(line_.substr(start + 1, end - start - 1));
  if (const auto* bad = std::get_if<BadEscape>(&bytes)) {
    DialogueError error = complaint(start + 1 + bad->offset, R"(one of \r \n \t \\ \" \xHH)");
    error.found = "\"" + bad->found + "\"";
    return error;
  }
  at_ = end + 1;
  return {boost::system::in_place_value, std::get<std::string>(std::move(bytes))};
}

std::optional<DialogueError> LineCursor::end() {
  skip_spaces();
  if (at_ == line_.size()) return std::nullopt;
  return complaint(at_, "the end of the line");
}

DialogueError LineCursor::complaint(std::size_t offset, std::string allowed) const {
  const std::string_view rest = offset < line_.size() ? line_.substr(offset) : std::string_view();
  const std::string_view shown = rest.substr(0, rest.find(' '));
  DialogueError error;
  error.column = offset + 1;
  error.found = rest.empty() ? "the end of the line" : "\"" + escape(shown) + "\"";
  error.allowed = std::move(allowed);
  return error;
}

}  // namespace air780
