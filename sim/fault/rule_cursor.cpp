#include "sim/fault/rule_cursor.h"

#include <algorithm>
#include <charconv>
#include <variant>

#include <fmt/format.h>

#include "protocol/duration.h"
#include "sim/fault/quantity.h"
#include "sim/text/escapes.h"

namespace air780 {
namespace {

constexpr std::string_view blanks = " \t";
constexpr std::string_view ends_of_a_word = " \t:\"";

bool begins_comment(std::string_view rest) {
  return rest.starts_with('#') && (rest.size() == 1 || blanks.find(rest[1]) != std::string_view::npos);
}

}  // namespace

bool RuleCursor::at_end() {
  at_ = std::min(text_.find_first_not_of(blanks, at_), text_.size());
  return at_ == text_.size() || begins_comment(text_.substr(at_));
}

std::size_t RuleCursor::next_offset() {
  at_end();
  return at_;
}

std::string_view RuleCursor::peek_word() {
  if (at_end()) return {};
  return text_.substr(at_, text_.find_first_of(ends_of_a_word, at_) - at_);
}

std::string_view RuleCursor::word() {
  const std::string_view found = peek_word();
  at_ += found.size();
  if (!found.empty()) end_of_last_ = at_;
  return found;
}

bool RuleCursor::next_is(char wanted) { return !at_end() && text_[at_] == wanted; }

bool RuleCursor::take(char wanted) {
  if (!next_is(wanted)) return false;
  end_of_last_ = ++at_;
  return true;
}

RuleResult<Duration> RuleCursor::duration() {
  const auto time = parse_duration(peek_word());
  if (!time) return expected(duration_syntax);
  word();
  return *time;
}

RuleResult<long> RuleCursor::number(long lowest, long highest) {
  const std::string_view text = peek_word();
  long value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code != std::errc() || end != text.data() + text.size() || value < lowest || value > highest) {
    return expected(fmt::format("a number from {} to {}", lowest, highest));
  }
  word();
  return value;
}

RuleResult<double> RuleCursor::percent() {
  const auto percent = parse_percent(peek_word());
  if (!percent) return expected(percent_syntax);
  word();
  return *percent;
}

RuleResult<double> RuleCursor::rate() {
  const auto rate = parse_rate(peek_word());
  if (!rate) return expected(rate_syntax);
  word();
  return *rate;
}

RuleResult<std::string> RuleCursor::quoted() {
  const std::size_t start = next_offset();
  if (!next_is('"')) return expected("text in double quotes");
  std::size_t end = start + 1;
  while (end < text_.size() && text_[end] != '"') end += text_[end] == '\\' ? 2U : 1U;
  if (end >= text_.size()) return expected_at(text_.size(), "a closing quote");
  if (end == start + 1) return RuleError{start + 1, R"(found ""; expected text between the quotes)"};
  auto bytes = unescape(text_.substr(start + 1, end - start - 1));
  if (const auto* bad = std::get_if<BadEscape>(&bytes)) {
    return RuleError{start + 2 + bad->offset,
                     fmt::format(R"(found "{}"; expected one of \r \n \t \\ \" \xHH)", escape(bad->found))};
  }
  at_ = end_of_last_ = end + 1;
  return {boost::system::in_place_value, std::get<std::string>(std::move(bytes))};
}

RuleError RuleCursor::expected(std::string_view what) { return expected_at(next_offset(), what); }

RuleError RuleCursor::expected_at(std::size_t offset, std::string_view what) const {
  const std::string_view rest = offset < text_.size() ? text_.substr(offset) : std::string_view();
  // A character that ends words is shown when it is what stands there.
  const std::string_view shown = rest.substr(0, std::max<std::size_t>(rest.find_first_of(ends_of_a_word), 1));
  constexpr std::size_t most_shown = 40;
  const std::string found = rest.empty() || begins_comment(rest)
                                ? "the end of the rule"
                                : fmt::format("\"{}\"", escape(shown.substr(0, most_shown)));
  return {offset + 1, fmt::format("found {}; expected {}", found, what)};
}

}  // namespace air780
