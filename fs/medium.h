// What makes the module's flash lasting: every change is brought to it before it counts. Names are canonical
// (fs/file_name.h). Owned by the composition, outlives the flash; one thread.
#pragma once

#include <string>
#include <string_view>

namespace air780 {

// A file or directory as it was found on a medium.
struct StoredEntry {
  std::string name;
  bool directory = false;
  std::string bytes;
};

class Medium {
 public:
  virtual ~Medium() = default;
  // Each is done as a whole and true, or changed nothing and false: whatever happens in between, also the end of the
  // program, the old state or the new one is found later.
  virtual bool create_file(std::string_view name) = 0;
  virtual bool replace_file(std::string_view name, std::string_view bytes) = 0;
  virtual bool remove_file(std::string_view name) = 0;
  virtual bool make_directory(std::string_view name) = 0;
  virtual bool remove_directory(std::string_view name) = 0;
};

}  // namespace air780
