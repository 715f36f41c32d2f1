#include "sim/scenario/expectation_parser.h"

#include <charconv>

#include "protocol/duration.h"
#include "sim/scenario/subject_parser.h"

namespace air780 {
namespace {

constexpr std::string_view comparisons = "=, <, <=, > or >= and a number, or = and a range such as 1..3";

Anchor anchor_of(Subject::Kind kind, std::string_view words) {
  Anchor anchor;
  anchor.subject.kind = kind;
  anchor.subject.words = words;
  return anchor;
}

// The first time the module is ready.
Anchor when_ready() {
  Anchor anchor = anchor_of(Subject::Kind::state, "ready");
  anchor.subject.text = "power";
  anchor.subject.value = "booted";
  anchor.nth = 1;
  return anchor;
}

bool read_number(std::string_view text, std::size_t& number) {
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
  return code == std::errc() && end == text.data() + text.size() && number < 1'000'000'000;
}

class ExpectationParser {
 public:
  explicit ExpectationParser(std::string_view line) : line_(line), cursor_(line) {}

  RuleResult<Expectation> parse() {
    const std::size_t start = cursor_.next_offset();
    cursor_.word();  // expect
    const std::string_view word = cursor_.peek_word();
    auto what = word == "count"   ? parse_count()
                : word == "order" ? parse_order()
                : word == "never" ? parse_never()
                                  : parse_within();
    if (!what) return what.error();
    if (!cursor_.at_end()) return cursor_.expected("the end of the line");
    return Expectation{std::move(*what), 0, std::string(line_.substr(start, cursor_.end_of_last() - start))};
  }

  RuleResult<Ending> parse_end() {
    cursor_.word();  // end
    const std::size_t start = cursor_.next_offset();
    const std::string_view word = cursor_.word();
    if (word != "after" && word != "when") return cursor_.expected_at(start, "after T, or when SUBJECT [#n] [+T]");
    auto ending = word == "after" ? end_after() : end_when();
    if (ending && !cursor_.at_end()) return cursor_.expected("the end of the line");
    return ending;
  }

 private:
  using What = decltype(Expectation::what);

  RuleResult<What> parse_within() {
    ExpectWithin within;
    auto subject = parse_lone_subject(cursor_, line_);
    if (!subject) return subject.error();
    within.subject = std::move(*subject);
    if (within.subject.kind == Subject::Kind::start)
      return cursor_.expected("something that can come behind the start");
    if (cursor_.peek_word() != "within") return cursor_.expected("within T");
    auto window = parse_window();
    if (!window) return window.error();
    within.time = window->time;
    within.anchor = std::move(window->anchor);
    return What(std::move(within));
  }

  // within T [of ANCHOR]
  RuleResult<ExpectNever::Window> parse_window() {
    ExpectNever::Window window;
    cursor_.word();  // within
    const auto time = cursor_.duration();
    if (!time) return time.error();
    window.time = *time;
    window.anchor = when_ready();
    if (cursor_.peek_word() != "of") return window;
    cursor_.word();
    auto anchor = parse_anchor(cursor_, line_);
    if (!anchor) return anchor.error();
    window.anchor = std::move(*anchor);
    return window;
  }

  RuleResult<What> parse_count() {
    cursor_.word();  // count
    ExpectCount count;
    auto subject = parse_lone_subject(cursor_, line_);
    if (!subject) return subject.error();
    count.subject = std::move(*subject);
    if (count.subject.kind == Subject::Kind::start) return cursor_.expected("something that can be counted before");
    const std::size_t start = cursor_.next_offset();
    const std::string_view comparison = cursor_.word();
    const std::string_view number = cursor_.peek_word();
    const auto dots = number.find("..");
    if (comparison == "=" && dots != std::string_view::npos) {
      const bool read = read_number(number.substr(0, dots), count.least) &&
                        read_number(number.substr(dots + 2), count.most) && count.least <= count.most;
      if (!read) return cursor_.expected("a range a..b with a <= b");
    } else {
      if (auto error = set_limits(comparison, start, count)) return std::move(*error);
    }
    cursor_.word();
    return What(std::move(count));
  }

  std::optional<RuleError> set_limits(std::string_view comparison, std::size_t at, ExpectCount& count) {
    const bool known =
        comparison == "=" || comparison == "<" || comparison == "<=" || comparison == ">" || comparison == ">=";
    if (!known) return cursor_.expected_at(at, comparisons);
    std::size_t number = 0;
    if (!read_number(cursor_.peek_word(), number)) return cursor_.expected("a number");
    if (comparison == "<" && number == 0) return cursor_.expected("a number above 0");
    if (comparison.starts_with('>')) {
      count.least = comparison == ">" ? number + 1 : number;
    } else {
      count.least = comparison == "=" ? number : 0;
      count.most = comparison == "<" ? number - 1 : number;
    }
    return std::nullopt;
  }

  RuleResult<What> parse_order() {
    cursor_.word();  // order
    ExpectOrder order;
    order.anchor = anchor_of(Subject::Kind::fault, "every fault");
    for (bool more = true; more;) {
      const std::size_t start = cursor_.next_offset();
      auto step = parse_subject(cursor_, line_);
      if (!step) return step.error();
      if (step->subject.kind == Subject::Kind::start) return cursor_.expected_at(start, "a step");
      order.steps.push_back(std::move(step->subject));
      more = step->comma;
    }
    if (order.steps.size() < 2) return cursor_.expected("a comma and another step");
    if (cursor_.peek_word() != "after") return What(std::move(order));
    cursor_.word();
    auto anchor = parse_anchor(cursor_, line_);
    if (!anchor) return anchor.error();
    order.anchor = std::move(*anchor);
    return What(std::move(order));
  }

  RuleResult<What> parse_never() {
    cursor_.word();  // never
    ExpectNever never;
    const std::size_t start = cursor_.next_offset();
    auto subject = parse_lone_subject(cursor_, line_);
    if (!subject) return subject.error();
    if (subject->kind == Subject::Kind::start) return cursor_.expected_at(start, "something that may not come");
    never.subject = std::move(*subject);
    if (cursor_.peek_word() != "within") return What(std::move(never));
    auto window = parse_window();
    if (!window) return window.error();
    never.window = std::move(*window);
    return What(std::move(never));
  }

  RuleResult<Ending> end_after() {
    const auto time = cursor_.duration();
    if (!time) return time.error();
    return Ending{std::nullopt, *time};
  }

  RuleResult<Ending> end_when() {
    const std::size_t start = cursor_.next_offset();
    auto anchor = parse_anchor(cursor_, line_);
    if (!anchor) return anchor.error();
    if (anchor->subject.kind == Subject::Kind::start) return cursor_.expected_at(start, "something that comes later");
    if (!anchor->nth) anchor->nth = 1;
    Ending ending{std::move(*anchor), {}};
    const std::string_view word = cursor_.peek_word();
    if (!word.starts_with('+')) return ending;
    const auto time = parse_duration(word.substr(1));
    if (!time) return cursor_.expected("+ and a time such as +300ms, +5s or +2min");
    cursor_.word();
    ending.time = *time;
    return ending;
  }

  std::string_view line_;
  RuleCursor cursor_;
};

}  // namespace

RuleResult<Expectation> parse_expectation(std::string_view line) { return ExpectationParser(line).parse(); }

RuleResult<Ending> parse_ending(std::string_view line) { return ExpectationParser(line).parse_end(); }

}  // namespace air780
