// The host's end of a module's serial line: what `verify` and `probe` speak through, to a device or over TCP.
// Owned by its user; one thread. Reads and writes wait.
#pragma once

#include <boost/system/result.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "protocol/ports/scheduler.h"
#include "sim/file_descriptor.h"

namespace air780 {

class HostPort {
 public:
  // `port`: a path (it has a /), opened raw at `baud`, or HOST:PORT. The error says what and why.
  static boost::system::result<HostPort, std::string> open(const std::string& port, unsigned baud);

  // Sends all of it, at most 9 s; false when the line is gone or takes nothing.
  bool send(std::string_view bytes);
  // The next bytes, or nothing within `at_most` or when the line is gone.
  std::optional<std::string> receive(Duration at_most);
  // Why the line is gone; nothing while it is there.
  const std::optional<std::string>& failure() const { return failure_; }

 private:
  explicit HostPort(FileDescriptor descriptor) : descriptor_(std::move(descriptor)) {}
  bool wait_for(short events, Duration at_most);

  FileDescriptor descriptor_;
  std::optional<std::string> failure_;
};

}  // namespace air780
