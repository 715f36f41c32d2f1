// The part of a rule behind its colon. Pure; any thread.
#pragma once

#include "sim/fault/rule_cursor.h"

namespace air780 {

// Takes an action to the end of the rule; complains when it makes no sense behind this trigger.
RuleResult<Action> parse_action(RuleCursor& cursor, const Trigger& trigger);

}  // namespace air780
