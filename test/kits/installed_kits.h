// The program and its kits as `cmake --install` leaves them, in a directory of the test's own. Owned by the test.
#pragma once

#include <string>
#include <vector>

#include "test/integration/child_process.h"
#include "test/integration/temporary_directory.h"

namespace air780 {

class InstalledKits {
 public:
  InstalledKits();

  // A path below the prefix.
  std::string path(const std::string& name) const { return directory_.file(name); }
  std::string example(const std::string& name) const { return path("share/doc/air780sim/examples/" + name); }

  // Runs a command to its end where it finds the installed program and modules, and `variables` (NAME=VALUE).
  Completed run(const std::vector<std::string>& command, const std::vector<std::string>& variables = {}) const;

 private:
  TemporaryDirectory directory_;
};

}  // namespace air780
