#include "test/integration/process_table.h"

#include <algorithm>
#include <cctype>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace air780 {
namespace {

struct ProcessLine {
  std::string name;
  pid_t parent = 0;
};

// /proc/ID/stat is "ID (name) state parent …"; the name may hold anything. Empty for a process that has just gone.
ProcessLine read_process(const std::filesystem::path& folder) {
  std::ifstream file(folder / "stat");
  std::string line;
  std::getline(file, line);
  const std::size_t open = line.find('(');
  const std::size_t close = line.rfind(')');
  if (open == std::string::npos || close == std::string::npos) return {};
  std::istringstream rest(line.substr(close + 1));
  ProcessLine process{line.substr(open + 1, close - open - 1), 0};
  std::string state;
  rest >> state >> process.parent;
  return process;
}

bool is_number(const std::string& text) {
  return std::ranges::all_of(text, [](unsigned char c) { return std::isdigit(c) != 0; });
}

}  // namespace

std::vector<pid_t> children_of(pid_t parent, const std::string& name) {
  std::vector<pid_t> children;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    const std::string number = entry.path().filename();
    if (!is_number(number)) continue;
    const ProcessLine process = read_process(entry.path());
    if (process.parent == parent && process.name == name) children.push_back(std::stoi(number));
  }
  return children;
}

bool process_exists(pid_t id) { return ::kill(id, 0) == 0; }

std::size_t resident_bytes(pid_t id) {
  std::ifstream file("/proc/" + std::to_string(id) + "/status");
  for (std::string word; file >> word;) {
    std::size_t kilobytes = 0;
    if (word == "VmRSS:" && file >> kilobytes) return kilobytes * 1024;
  }
  return 0;
}

std::size_t most_resident_bytes() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  return std::size_t{640} * 1024 * 1024;
#else
  return std::size_t{64} * 1024 * 1024;
#endif
}

}  // namespace air780
