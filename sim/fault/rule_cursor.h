// Reads one rule word by word and knows the column for complaints. Lives on the parser's stack; the text must outlive
// it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "sim/fault/rule.h"

namespace air780 {

class RuleCursor {
 public:
  explicit RuleCursor(std::string_view text) : text_(text) {}

  // Passes over blanks; true when only they, or a comment, are left.
  bool at_end();
  // Where the next word begins, as an offset; where the last thing taken ended.
  std::size_t next_offset();
  std::size_t end_of_last() const { return end_of_last_; }

  // The next word, up to a blank, a colon or a quote; empty where none of its characters stands.
  std::string_view peek_word();
  std::string_view word();
  // Takes one character if it comes next.
  bool take(char wanted);
  bool next_is(char wanted);

  RuleResult<Duration> duration();
  RuleResult<long> number(long lowest, long highest);
  RuleResult<double> percent();
  RuleResult<double> rate();
  // Bytes in double quotes with C escapes: at least one.
  RuleResult<std::string> quoted();

  // A complaint about what comes next, or about what begins at `offset`.
  RuleError expected(std::string_view what);
  RuleError expected_at(std::size_t offset, std::string_view what) const;

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t end_of_last_ = 0;
};

}  // namespace air780
