// Dialogues from the disk.
// Reads the file at once; any thread.
#pragma once

#include <boost/system/result.hpp>
#include <filesystem>

#include "sim/dialogue/dialogue.h"
#include "sim/dialogue/dialogue_error.h"

namespace air780 {

// Reads and parses one file; a file that cannot be read is an error of line 0.
boost::system::result<Dialogue, DialogueError> load_dialogue(const std::filesystem::path& path);

}  // namespace air780
