// What may stand behind a trigger's subject: which of its occurrences count, how probably, and when exactly.
// Pure; any thread.
#pragma once

#include <optional>

#include "sim/fault/rule_cursor.h"

namespace air780 {

// Adds to `trigger` what comes, each kind at most once, in any order, up to the colon. An error, or nothing.
std::optional<RuleError> parse_modifiers(RuleCursor& cursor, Trigger& trigger);

}  // namespace air780
