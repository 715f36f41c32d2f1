// A program that is being measured: started with a pipe for its standard output, gone at the latest when we are.
// Owned by a row; to be used from the thread that started it, with which the system would end it.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "sim/file_descriptor.h"

namespace air780 {

class ChildProcess {
 public:
  // `command[0]` is looked for in PATH and where daemons are installed. Its standard error is dropped. Throws if it
  // cannot be started.
  explicit ChildProcess(const std::vector<std::string>& command);
  // Asks it to end, insists after a second, and waits for it.
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  pid_t id() const { return id_; }
  // The next line of its standard output, without its end. Throws if there is none within 10 s.
  std::string read_line();

 private:
  std::string name_;
  FileDescriptor output_;
  std::string pending_;
  pid_t id_ = 0;
};

}  // namespace air780
