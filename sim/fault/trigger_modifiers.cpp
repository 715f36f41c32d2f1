#include "sim/fault/trigger_modifiers.h"

#include <charconv>

#include "protocol/duration.h"
#include "sim/fault/quantity.h"

namespace air780 {
namespace {

constexpr long most_occurrences = 1'000'000'000;
constexpr long most_bytes = 1'000'000;

std::optional<std::size_t> parse_count(std::string_view text) {
  std::size_t value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = code == std::errc() && end == text.data() + text.size();
  if (!whole || value < 1 || value > most_occurrences) return std::nullopt;
  return value;
}

class Modifiers {
 public:
  Modifiers(RuleCursor& cursor, Trigger& trigger) : cursor_(cursor), trigger_(trigger) {}

  std::optional<RuleError> parse() {
    while (!cursor_.at_end() && !cursor_.next_is(':')) {
      if (auto error = parse_one()) return error;
    }
    return std::nullopt;
  }

 private:
  // Each of these may be given once; the second time it is as wrong as a word nobody knows.
  std::optional<RuleError> parse_one() {
    const std::string_view word = cursor_.peek_word();
    if (word.starts_with('#') && once(range_)) return parse_range();
    if (word == "every" && once(every_)) return parse_every();
    if (word.ends_with('%') && once(probability_)) return parse_probability();
    if (is_subject() && word.starts_with('+') && !exact_ && once(offset_)) return parse_offset();
    if (is_command() && word == "before" && !offset_ && once(exact_)) return parse_before();
    if (is_command() && word == "at" && !exact_) {
      exact_ = true;
      return parse_at_byte();
    }
    return cursor_.expected(allowed());
  }

  static bool once(bool& given) { return !given && (given = true); }
  bool is_subject() const { return trigger_.kind != Trigger::Kind::every; }
  bool is_command() const { return trigger_.kind == Trigger::Kind::command; }

  std::string allowed() const {
    std::string text;
    if (!range_) text += "#n, #a..b, ";
    if (!every_) text += "every n, ";
    if (!probability_) text += "P%, ";
    if (is_subject() && !offset_ && !exact_) text += "+T, ";
    if (is_command() && !offset_ && !exact_) text += "before OK, ";
    if (is_command() && !exact_) text += "at byte N, ";
    if (text.empty()) return "a colon and an action";
    text.erase(text.size() - 2);
    return text + ", or a colon and an action";
  }

  std::optional<RuleError> parse_range() {
    constexpr std::string_view allowed = "#n, #a.. or #a..b with 1 <= a <= b";
    const std::string_view text = cursor_.peek_word().substr(1);
    const auto dots = text.find("..");
    const auto first = parse_count(text.substr(0, dots));
    if (!first) return cursor_.expected(allowed);
    trigger_.first = *first;
    trigger_.last = *first;
    if (dots != std::string_view::npos) {
      const std::string_view end = text.substr(dots + 2);
      trigger_.last = parse_count(end);
      if (!end.empty() && (!trigger_.last || *trigger_.last < *first)) return cursor_.expected(allowed);
    }
    cursor_.word();
    return std::nullopt;
  }

  std::optional<RuleError> parse_every() {
    cursor_.word();
    const auto count = cursor_.number(1, most_occurrences);
    if (!count) return count.error();
    trigger_.every_nth = static_cast<std::size_t>(*count);
    return std::nullopt;
  }

  std::optional<RuleError> parse_probability() {
    const auto percent = cursor_.percent();
    if (!percent) return percent.error();
    trigger_.probability = *percent / 100;
    return std::nullopt;
  }

  std::optional<RuleError> parse_offset() {
    const auto time = parse_duration(cursor_.peek_word().substr(1));
    if (!time) return cursor_.expected("+ and a time such as +300ms, +5s or +2min");
    cursor_.word();
    trigger_.offset = *time;
    return std::nullopt;
  }

  std::optional<RuleError> parse_before() {
    cursor_.word();
    if (cursor_.peek_word() != "OK") return cursor_.expected("OK");
    cursor_.word();
    trigger_.before_result = true;
    return std::nullopt;
  }

  std::optional<RuleError> parse_at_byte() {
    cursor_.word();
    if (cursor_.peek_word() != "byte") return cursor_.expected("byte");
    cursor_.word();
    const auto count = cursor_.number(0, most_bytes);
    if (!count) return count.error();
    trigger_.at_byte = static_cast<std::size_t>(*count);
    return std::nullopt;
  }

  RuleCursor& cursor_;
  Trigger& trigger_;
  bool range_ = false;
  bool every_ = false;
  bool probability_ = false;
  bool offset_ = false;
  bool exact_ = false;  // before OK, or at byte N
};

}  // namespace

std::optional<RuleError> parse_modifiers(RuleCursor& cursor, Trigger& trigger) {
  return Modifiers(cursor, trigger).parse();
}

}  // namespace air780
