#include "test/integration/child_process.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <system_error>

namespace air780 {
namespace {

[[noreturn]] void fail(const std::string& what) { throw std::system_error(errno, std::generic_category(), what); }

struct Pipe {
  FileDescriptor reading;
  FileDescriptor writing;
};

Pipe make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) fail("pipe");
  return {FileDescriptor(ends[0]), FileDescriptor(ends[1])};
}

FileDescriptor file_with(std::string_view content) {
  FileDescriptor file(::memfd_create("input", MFD_CLOEXEC));
  while (file && !content.empty()) {
    const ssize_t size = ::write(file.get(), content.data(), content.size());
    if (size <= 0) fail("input of a child");
    content.remove_prefix(static_cast<std::size_t>(size));
  }
  if (!file || ::lseek(file.get(), 0, SEEK_SET) != 0) fail("input of a child");
  return file;
}

// Debian keeps mosquitto where only root's PATH leads.
std::string find_program(const std::string& name) {
  if (name.find('/') != std::string::npos) return name;
  const char* const path = std::getenv("PATH");
  const std::string folders = (path != nullptr ? std::string(path) : std::string()) + ":/usr/sbin:";
  for (std::size_t begin = 0, end = 0; (end = folders.find(':', begin)) != std::string::npos; begin = end + 1) {
    std::string candidate = folders.substr(begin, end - begin) + "/" + name;
    if (::access(candidate.c_str(), X_OK) == 0) return candidate;
  }
  throw std::runtime_error(name + " is not installed");
}

// Between fork and exec other threads may have held any lock: system calls only.
[[noreturn]] void become(const char* program, char* const* arguments, pid_t parent, int input, int output, int errors) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(127);
  ::dup2(input, STDIN_FILENO);
  ::dup2(output, STDOUT_FILENO);
  ::dup2(errors, STDERR_FILENO);
  ::execv(program, arguments);
  ::_exit(127);
}

}  // namespace

ChildProcess::ChildProcess(const std::vector<std::string>& command, std::string_view input) {
  const std::string program = find_program(command.at(0));
  std::vector<char*> arguments;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const FileDescriptor input_file = file_with(input);
  Pipe output = make_pipe();
  Pipe errors = make_pipe();
  const pid_t parent = ::getpid();
  id_ = ::fork();
  if (id_ < 0) fail("fork");
  if (id_ == 0) {
    become(program.c_str(), arguments.data(), parent, input_file.get(), output.writing.get(), errors.writing.get());
  }
  output_.emplace(std::move(output.reading));
  errors_.emplace(std::move(errors.reading));
}

ChildProcess::~ChildProcess() {
  if (exit_code_) return;
  ::kill(id_, SIGKILL);
  ::waitpid(id_, nullptr, 0);
}

void ChildProcess::signal(int number) const {
  // Once waited for, its number may belong to somebody else.
  if (!exit_code_) ::kill(id_, number);
}

int ChildProcess::wait_for_end(std::chrono::seconds at_most) {
  if (exit_code_) return *exit_code_;
  output_->wait_for_end(at_most);
  int status = 0;
  if (::waitpid(id_, &status, 0) != id_) fail("waitpid");
  exit_code_ = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  errors_->wait_for_end(at_most);
  return *exit_code_;
}

Completed run_to_end(const std::vector<std::string>& command, std::string_view input, std::chrono::seconds at_most) {
  ChildProcess child(command, input);
  const int exit_code = child.wait_for_end(at_most);
  return {exit_code, child.output().text(), child.errors().text()};
}

}  // namespace air780
