// Plays a dialogue against a module and says whether the module answered as written.
// Holds nothing between calls; call it from the thread that owns the port.
#pragma once

#include <cstddef>
#include <limits>
#include <string>

#include "sim/dialogue/dialogue.h"
#include "sim/dialogue/dialogue_port.h"

namespace air780 {

enum class Verdict {
  same,
  different,
  not_answered,  // the module was silent where something was expected, or the line failed
  skipped,       // this port cannot do what the dialogue asks for
};
std::string to_string(Verdict verdict);  // "same", "not answered" …

struct DialogueResult {
  std::string name;
  Verdict verdict = Verdict::same;
  std::string explanation;  // empty when same; one line when skipped; otherwise lines for a person
  std::string received;     // everything the module said in the dialogue, echoes included
};

inline constexpr std::size_t whole_lines = std::numeric_limits<std::size_t>::max();

// Plays all of it, on a fresh module where the port has one and otherwise on the module it has, brought into its usual
// settings first. Each step's bytes are handed over in chunks of at most `chunk_size`. Bytes must come in the order
// written; bytes that come early, or within 100 ms of the last line, are a difference. Where the port preserves writes,
// an asynchronous unit that shares a write with the response before it is a difference too.
DialogueResult play(const Dialogue& dialogue, DialoguePort& port, std::size_t chunk_size = whole_lines);

}  // namespace air780
