// The lines of a dialogue that begin with @: what happens beside the conversation.
// Pure function; any thread.
#pragma once

#include <string_view>
#include <variant>

#include "sim/dialogue/dialogue.h"
#include "sim/dialogue/line_cursor.h"

namespace air780 {

// From here on, how long an asynchronous line may take.
struct Wait {
  Duration time{};
};

using Directive = std::variant<PeerPublish, PeerClose, Silence, Quirk, Wait>;

// Reads a whole line, which begins with @. The error's file and line are left open.
Parsed<Directive> parse_directive(std::string_view line);

}  // namespace air780
