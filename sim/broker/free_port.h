// A loopback TCP port that stays ours while a child listens on it: a socket bound to it that never listens. Linux lets
// the child bind beside it (both with SO_REUSEADDR) and gives the port to nobody who asks for any free one.
// Owned by the broker's supervisor; one thread.
#pragma once

#include <boost/system/result.hpp>
#include <cstdint>
#include <string>

#include "sim/file_descriptor.h"

namespace air780 {

class FreePort {
 public:
  static boost::system::result<FreePort, std::string> reserve();

  FreePort() = default;
  // 0 if nothing is reserved.
  std::uint16_t number() const { return number_; }

 private:
  FreePort(FileDescriptor socket, std::uint16_t number) : socket_(std::move(socket)), number_(number) {}

  FileDescriptor socket_;
  std::uint16_t number_ = 0;
};

}  // namespace air780
