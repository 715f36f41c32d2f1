// The packet capture (--pcap FILE): the module's connections as Wireshark and tshark read them. The packets are made
// from what passed the sockets, with the sockets' addresses; real ones may have been cut elsewhere.
// Owned by the composition. Used only from the thread that runs the io_context.
//
// Written by hand: libpcap would do it, but its static library needs D-Bus.
#pragma once

#include <boost/system/result.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "sim/log.h"
#include "sim/network/link_tap.h"

namespace air780 {

class PacketCapture final : public LinkTap {
 public:
  // Time since 1970 in UTC.
  using Clock = std::function<std::chrono::microseconds()>;
  static std::chrono::microseconds system_time();

  // Opens the file, emptying it, and writes its header. The error names the file and the reason.
  static boost::system::result<std::unique_ptr<PacketCapture>, std::string> open(const std::string& path, Log& log,
                                                                                 Clock clock = &system_time);

  // Each packet is in the file when a call returns, whole, so that a killed emulator leaves what can be read. When the
  // disk is full the capture ends with its last whole packet and one warning in the log.
  std::unique_ptr<StreamTap> connected(const Endpoint& ours, const Endpoint& peers) override;

 private:
  class File;
  class Stream;
  explicit PacketCapture(std::shared_ptr<File> file) : file_(std::move(file)) {}
  std::shared_ptr<File> file_;
};

}  // namespace air780
