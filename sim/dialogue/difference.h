// Where a module said something else than the dialogue expects, for a person to read.
// A plain value and pure functions; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sim/dialogue/dialogue.h"

namespace air780 {

struct Difference {
  std::string file;
  SourceLine line;              // of the dialogue
  std::string problem;          // one sentence without a full stop
  Pattern expected;             // empty where nothing may come
  std::size_t expected_at = 0;  // offset into escaped_text(expected), as PatternMatch::pattern_at
  std::string received;         // from the beginning of what was compared
  std::size_t received_at = 0;
  std::vector<std::string> transcript;  // what passed before, oldest first
};

// Several lines: where, what was expected and received with escapes and a caret under the first byte that differs, and
// the end of the conversation. Long texts are cut around the difference.
std::string to_string(const Difference& difference);

}  // namespace air780
