#include "sim/fault/rule_list.h"

#include <algorithm>
#include <utility>

#include "sim/fault/rule_cursor.h"

namespace air780 {

RuleList parse_rules(std::string_view text) {
  RuleList list;
  for (std::size_t number = 1; !text.empty(); ++number) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (RuleCursor(line).at_end()) continue;
    auto rule = parse_rule(line);
    if (rule) {
      list.rules.push_back(std::move(*rule));
    } else {
      list.refused.push_back({number, rule.error()});
    }
  }
  return list;
}

}  // namespace air780
