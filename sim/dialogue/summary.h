// The table at the end of many dialogues.
// Pure function; any thread.
#pragma once

#include <string>
#include <vector>

#include "sim/dialogue/dialogue_runner.h"

namespace air780 {

// One line a dialogue: its name, its verdict and, when skipped, the reason; then one line that counts the verdicts.
std::string summary(const std::vector<DialogueResult>& results);

}  // namespace air780
