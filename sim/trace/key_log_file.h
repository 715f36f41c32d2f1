// The key log (--keylog FILE): the secrets of every TLS connection in the NSS format, appended as connections are made,
// for Wireshark. Owned by the composition; one thread.
#pragma once

#include <boost/system/result.hpp>
#include <memory>
#include <string>
#include <string_view>

#include "sim/file_descriptor.h"

namespace air780 {

class KeyLogFile {
 public:
  // Opens the file and keeps what is in it; a new one only its owner can read. The error names the file and the reason.
  static boost::system::result<std::unique_ptr<KeyLogFile>, std::string> open(const std::string& path);

  // Appends one line in one write; it is there when the call returns.
  void append(std::string_view line);

 private:
  explicit KeyLogFile(FileDescriptor file) : file_(std::move(file)) {}
  FileDescriptor file_;
};

}  // namespace air780
