// Reads a packet capture with tshark.
// Owned by the test.
#pragma once

#include <string>
#include <vector>

namespace air780 {

class CaptureReader {
 public:
  // `settings`: how to take it apart, such as {"-d", "tcp.port==1883,mqtt"}.
  CaptureReader(std::string file, std::vector<std::string> settings);

  // tshark's lines for the packets that `filter` lets through; throws if tshark finds fault with the file.
  std::string read(const std::string& filter, const std::vector<std::string>& format) const;

 private:
  std::string file_;
  std::vector<std::string> settings_;
};

}  // namespace air780
