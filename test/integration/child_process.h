// A program that a test runs: its output is kept, and it is killed when the test is done with it.
// Owned by the test; dies with the thread that started it, also when that is killed.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "test/integration/drained_pipe.h"

namespace air780 {

class ChildProcess {
 public:
  // command[0] is looked up in PATH and where Debian keeps servers; `input` is all it can read.
  explicit ChildProcess(const std::vector<std::string>& command, std::string_view input = {});
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  pid_t id() const { return id_; }
  void signal(int number) const;
  const DrainedPipe& output() const { return *output_; }
  const DrainedPipe& errors() const { return *errors_; }

  // wait_for_end() has seen its end.
  bool ended() const { return exit_code_.has_value(); }
  // Its exit code, or minus the signal that killed it; throws if it does not end.
  int wait_for_end(std::chrono::seconds at_most = patience);

 private:
  pid_t id_ = 0;
  std::optional<int> exit_code_;
  std::optional<DrainedPipe> output_;
  std::optional<DrainedPipe> errors_;
};

// Runs a command to its end.
struct Completed {
  int exit_code = 0;
  std::string output;
  std::string errors;
};
Completed run_to_end(const std::vector<std::string>& command, std::string_view input = {},
                     std::chrono::seconds at_most = patience);

}  // namespace air780
