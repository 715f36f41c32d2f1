#include "sim/dialogue/dialogue_file.h"

#include <fstream>
#include <iterator>

#include "sim/dialogue/dialogue_parser.h"

namespace air780 {

boost::system::result<Dialogue, DialogueError> load_dialogue(const std::filesystem::path& path) {
  // Opening a folder succeeds; reading it throws.
  std::error_code ignored;
  std::ifstream file(path, std::ios::binary);
  if (!file || std::filesystem::is_directory(path, ignored)) {
    DialogueError error;
    error.file = path.string();
    error.found = "cannot be read";
    return error;
  }
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  return parse_dialogue(path.string(), text);
}

}  // namespace air780
