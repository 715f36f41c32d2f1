// The part of a rule in front of its colon. Pure; any thread.
#pragma once

#include "sim/fault/rule_cursor.h"

namespace air780 {

// Takes a trigger, up to the colon or whatever else cannot belong to it.
RuleResult<Trigger> parse_trigger(RuleCursor& cursor);

}  // namespace air780
