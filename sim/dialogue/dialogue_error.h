// What is wrong with a dialogue file and where.
// A plain value; any thread.
#pragma once

#include <cstddef>
#include <string>

namespace air780 {

struct DialogueError {
  std::string file;
  std::size_t line = 0;    // from 1; 0 when the file could not be read at all
  std::size_t column = 0;  // from 1, in bytes
  std::string found;
  std::string allowed;
};

// One line for a person: `FILE:3:7: found "x"; allowed: …`.
std::string to_string(const DialogueError& error);

}  // namespace air780
