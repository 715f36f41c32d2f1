// What the system knows of a process that a test looks at from outside.
// Pure questions; any thread.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <string>
#include <vector>

namespace air780 {

// The children of `parent` whose program has this name.
std::vector<pid_t> children_of(pid_t parent, const std::string& name);
bool process_exists(pid_t id);
// The memory it holds at this moment.
std::size_t resident_bytes(pid_t id);
// More than any emulator may hold. A sanitizer's own memory comes on top.
std::size_t most_resident_bytes();

}  // namespace air780
