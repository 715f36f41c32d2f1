// Reads the text of a dialogue file. The format is described in test/dialogue/README.md.
// Pure functions; any thread.
#pragma once

#include <boost/system/result.hpp>
#include <string_view>

#include "sim/dialogue/dialogue.h"
#include "sim/dialogue/dialogue_error.h"

namespace air780 {

// The dialogue in `text`, or the first thing that is wrong with it. `file` is only for the dialogue's name and for
// messages; nothing is opened.
boost::system::result<Dialogue, DialogueError> parse_dialogue(std::string_view file, std::string_view text);

}  // namespace air780
