// Takes what an expectation looks for, or counts time from, off a line. Pure; any thread.
#pragma once

#include "sim/fault/rule_cursor.h"
#include "sim/scenario/expectation.h"

namespace air780 {

struct ParsedSubject {
  Subject subject;
  bool comma = false;  // one stood right behind it, and was taken
};

// `line` is what the cursor reads.
RuleResult<ParsedSubject> parse_subject(RuleCursor& cursor, std::string_view line);

// A subject without a comma behind it: an error otherwise.
RuleResult<Subject> parse_lone_subject(RuleCursor& cursor, std::string_view line);

// [every] SUBJECT [#n]
RuleResult<Anchor> parse_anchor(RuleCursor& cursor, std::string_view line);

}  // namespace air780
