// The host on a module's serial line: sends commands and waits for what it expects, in as few system calls as possible,
// since it is in every figure twice.
// Owned by a row; one thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "sim/file_descriptor.h"

namespace air780 {

class SerialHost {
 public:
  // Both throw if nobody is there.
  static SerialHost over_tcp(std::uint16_t port);
  static SerialHost over_pty(const std::string& device);

  void send(std::string_view bytes);
  // Takes in bytes up to and including the first `wanted`. Throws if that does not come within 5 s of silence.
  void expect(std::string_view wanted);
  // Sends the command and takes in everything up to its OK.
  void command(const std::string& text);

 private:
  explicit SerialHost(FileDescriptor line) : line_(std::move(line)) {}

  FileDescriptor line_;
  std::string pending_;
};

// From sending "AT" to having its OK.
std::chrono::nanoseconds time_at(SerialHost& host);

}  // namespace air780
