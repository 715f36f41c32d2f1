// A wrong fake of a module: a TCP server that answers OK to everything, or nothing at all.
// Owned by the test; a thread of its own serves one host after another until the end.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <thread>

#include "sim/file_descriptor.h"

namespace air780 {

class ObligingModule {
 public:
  explicit ObligingModule(std::string answer = "\r\nOK\r\n");
  ~ObligingModule();
  ObligingModule(const ObligingModule&) = delete;
  ObligingModule& operator=(const ObligingModule&) = delete;

  std::uint16_t port() const { return port_; }
  std::string address() const { return "127.0.0.1:" + std::to_string(port_); }

 private:
  void serve();
  void serve_host(int host) const;
  // Until there is something to read; false when the test is over.
  bool wait(int descriptor) const;

  std::string answer_;
  std::uint16_t port_ = 0;
  FileDescriptor listener_;
  FileDescriptor end_reading_;
  FileDescriptor end_writing_;
  std::thread thread_;
};

}  // namespace air780
