// Plays one dialogue three times against a fresh module each: the host's bytes whole, one at a time and in sevens. Each
// must be as written, and what the module says must be the same to the byte.
#include <cstdio>
#include <string>

#include "sim/dialogue/dialogue_file.h"
#include "sim/dialogue/dialogue_runner.h"
#include "sim/text/escapes.h"
#include "test/fake/rig_port.h"

namespace {

using namespace air780;

bool play_in_chunks(const Dialogue& dialogue, std::size_t chunk_size, std::string& received) {
  fake::RigPort port;
  DialogueResult result = play(dialogue, port, chunk_size);
  received = std::move(result.received);
  if (result.verdict == Verdict::same) return true;
  const std::string size = chunk_size == whole_lines ? "whole lines" : "chunks of " + std::to_string(chunk_size);
  std::fprintf(stderr, "%s in %s: %s\n%s\n", dialogue.name.c_str(), size.c_str(), to_string(result.verdict).c_str(),
               result.explanation.c_str());
  return false;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const auto dialogue = load_dialogue(argv[1]);
  if (!dialogue) {
    std::fprintf(stderr, "%s\n", to_string(dialogue.error()).c_str());
    return 2;
  }
  std::string whole;
  if (!play_in_chunks(*dialogue, whole_lines, whole)) return 1;
  for (const std::size_t chunk_size : {std::size_t{1}, std::size_t{7}}) {
    std::string received;
    if (!play_in_chunks(*dialogue, chunk_size, received)) return 1;
    if (received == whole) continue;
    std::fprintf(stderr, "in chunks of %zu the module said something else:\n%s\ninstead of\n%s\n", chunk_size,
                 escape(received).c_str(), escape(whole).c_str());
    return 1;
  }
  return 0;
}
