#include "test/bench/child_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace air780 {
namespace {

using namespace std::chrono_literals;

constexpr auto patience_at_end = 1s;
constexpr int patience_for_line_ms = 10'000;

std::string find_program(const std::string& name) {
  if (name.find('/') != std::string::npos) return name;
  const char* path = std::getenv("PATH");
  std::istringstream directories(std::string(path ? path : "") + ":/usr/sbin:/usr/local/sbin");
  for (std::string directory; std::getline(directories, directory, ':');) {
    const auto candidate = std::filesystem::path(directory) / name;
    if (::access(candidate.c_str(), X_OK) == 0) return candidate.string();
  }
  throw std::runtime_error(name + " is not installed");
}

// Between vfork and exec: the memory is still the parent's, so system calls only.
[[noreturn]] void become(char* const* arguments, pid_t parent, int output, int nothing) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(127);
  ::dup2(nothing, STDIN_FILENO);
  ::dup2(output, STDOUT_FILENO);
  ::dup2(nothing, STDERR_FILENO);
  ::execv(arguments[0], arguments);
  ::_exit(127);
}

}  // namespace

ChildProcess::ChildProcess(const std::vector<std::string>& command) : name_(command.at(0)) {
  std::vector<std::string> words = command;
  words[0] = find_program(words[0]);
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error(std::string("no pipe: ") + std::strerror(errno));
  output_.reset(ends[0]);
  const FileDescriptor child_output(ends[1]);
  const FileDescriptor nothing(::open("/dev/null", O_RDWR | O_CLOEXEC));
  const pid_t parent = ::getpid();
  // Not fork, whose cost grows with our own size and would flatter every ratio of start-up times.
  id_ = ::vfork();
  if (id_ == 0) become(arguments.data(), parent, child_output.get(), nothing.get());
  if (id_ < 0) throw std::runtime_error(fmt::format("cannot start {}: {}", name_, std::strerror(errno)));
}

ChildProcess::~ChildProcess() {
  ::kill(id_, SIGTERM);
  const auto deadline = std::chrono::steady_clock::now() + patience_at_end;
  while (::waitpid(id_, nullptr, WNOHANG) == 0) {
    if (std::chrono::steady_clock::now() >= deadline) {
      ::kill(id_, SIGKILL);
      ::waitpid(id_, nullptr, 0);
      return;
    }
    std::this_thread::sleep_for(500us);
  }
}

std::string ChildProcess::read_line() {
  while (true) {
    if (const auto end = pending_.find('\n'); end != std::string::npos) {
      const std::string line = pending_.substr(0, end);
      pending_.erase(0, end + 1);
      return line;
    }
    pollfd readable{output_.get(), POLLIN, 0};
    std::array<char, 4096> bytes;
    const ssize_t size =
        ::poll(&readable, 1, patience_for_line_ms) == 1 ? ::read(output_.get(), bytes.data(), bytes.size()) : 0;
    if (size <= 0) throw std::runtime_error(name_ + " says no more on its standard output");
    pending_.append(bytes.data(), static_cast<std::size_t>(size));
  }
}

}  // namespace air780
