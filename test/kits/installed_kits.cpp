#include "test/kits/installed_kits.h"

#include <cstdlib>
#include <stdexcept>

namespace air780 {

using namespace std::chrono_literals;

InstalledKits::InstalledKits() {
  const Completed installed =
      run_to_end({"cmake", "--install", AIR780_BUILD, "--prefix", directory_.file(".")}, {}, 60s);
  if (installed.exit_code != 0) throw std::runtime_error(installed.errors);
}

Completed InstalledKits::run(const std::vector<std::string>& command, const std::vector<std::string>& variables) const {
  std::vector<std::string> words{"env",
                                 "-u",
                                 "AIR780SIM_PROGRAM",
                                 "PYTHONDONTWRITEBYTECODE=1",
                                 "PATH=" + path("bin") + ":" + std::getenv("PATH"),
                                 "PYTHONPATH=" + path("lib/python3/dist-packages")};
  words.insert(words.end(), variables.begin(), variables.end());
  words.insert(words.end(), command.begin(), command.end());
  return run_to_end(words, {}, 100s);
}

}  // namespace air780
