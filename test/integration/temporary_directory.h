// A fresh folder for what a test puts on the disk, removed with everything in it.
// Owned by the test or by the fixture that writes there.
#pragma once

#include <string>

namespace air780 {

class TemporaryDirectory {
 public:
  TemporaryDirectory();
  ~TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

  // The path of a file in it, made or not.
  std::string file(const std::string& name) const { return path_ + "/" + name; }
  // Writes a whole file and returns its path.
  std::string write(const std::string& name, const std::string& content) const;

 private:
  std::string path_;
};

// The whole content of a file.
std::string read_file(const std::string& path);

}  // namespace air780
