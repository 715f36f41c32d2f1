// Many rules, one a line, as a file holds them. Pure; any thread.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "sim/fault/rule.h"

namespace air780 {

struct RuleList {
  struct Refused {
    std::size_t line = 0;  // from 1
    RuleError error;
  };
  std::vector<Rule> rules;
  std::vector<Refused> refused;
};

// Lines that are empty or a comment are passed over; every other one is a rule or refused.
RuleList parse_rules(std::string_view text);

}  // namespace air780
