#include <fmt/format.h>

#include "sim/fault/rule_cursor.h"
#include "sim/scenario/expectation_parser.h"
#include "sim/scenario/scenario.h"

namespace air780 {
namespace {

std::string stem(std::string_view file) {
  const std::string_view base = file.substr(file.find_last_of('/') + 1);
  return std::string(base.substr(0, base.find_last_of('.')));
}

class ScenarioParser {
 public:
  explicit ScenarioParser(std::string_view file) {
    scenario_.file = file;
    scenario_.name = stem(file);
  }

  boost::system::result<Scenario, ScenarioErrors> parse(std::string_view text) {
    while (!text.empty()) {
      const auto end = text.find('\n');
      std::string_view line = text.substr(0, end);
      text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
      // An editor on another system ends lines with CR LF.
      if (line.ends_with('\r')) line.remove_suffix(1);
      ++number_;
      take(line);
    }
    if (errors_.empty() && scenario_.rules.empty() && scenario_.expectations.empty() && scenario_.endings.empty()) {
      complain({1, "found nothing; expected a rule, an expectation or an end"});
    }
    if (!errors_.empty()) return std::move(errors_);
    return std::move(scenario_);
  }

 private:
  void take(std::string_view line) {
    RuleCursor cursor(line);
    if (cursor.at_end()) return take_comment(line);
    const std::string_view word = cursor.peek_word();
    if (word == "expect") {
      auto expectation = parse_expectation(line);
      if (!expectation) return complain(expectation.error());
      expectation->line = number_;
      scenario_.expectations.push_back(std::move(*expectation));
    } else if (word == "end") {
      auto ending = parse_ending(line);
      if (!ending) return complain(ending.error());
      scenario_.endings.push_back(std::move(*ending));
    } else if (word == "now" || word == "after" || word == "every" || word == "on") {
      auto rule = parse_rule(line);
      if (!rule) return complain(rule.error());
      scenario_.rules.push_back(std::move(*rule));
    } else {
      complain(cursor.expected("a rule (now, after T, every T, on SUBJECT), `expect` or `end`"));
    }
  }

  void take_comment(std::string_view line) {
    const auto text = line.find_first_not_of("# \t");
    if (scenario_.summary.empty() && text != std::string_view::npos) scenario_.summary = line.substr(text);
  }

  void complain(const RuleError& error) { errors_.push_back({scenario_.file, number_, error.column, error.message}); }

  Scenario scenario_;
  ScenarioErrors errors_;
  std::size_t number_ = 0;
};

}  // namespace

std::string to_string(const ScenarioError& error) {
  if (error.line == 0) return fmt::format("{}: {}", error.file, error.message);
  return fmt::format("{}:{}:{}: {}", error.file, error.line, error.column, error.message);
}

boost::system::result<Scenario, ScenarioErrors> parse_scenario(std::string_view file, std::string_view text) {
  return ScenarioParser(file).parse(text);
}

}  // namespace air780
