// The host's end of the module's serial line, as a driver would hold it: types commands, reads bytes in order.
// Owned by the test; closing it is a host that goes away.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "sim/file_descriptor.h"
#include "test/integration/patience.h"

namespace air780 {

class HostLine {
 public:
  // `receive_buffer`: bytes that the system keeps for a host that does not read; 0 for its usual generosity.
  static HostLine tcp(std::uint16_t port, int receive_buffer = 0);
  // Opens the device as it is, so that a PTY which is not raw from the start is noticed.
  static HostLine pty(const std::string& path);

  // What the test has opened itself.
  static HostLine opened(FileDescriptor descriptor) { return HostLine(std::move(descriptor)); }

  void send(std::string_view bytes);
  // The next bytes, exactly these; throws with both otherwise.
  void expect(std::string_view bytes);
  // The next units, each CR LF, the text, CR LF.
  void expect_units(std::initializer_list<std::string_view> texts);
  // Types a line and expects its echo and then these units.
  void command(std::string_view line, std::initializer_list<std::string_view> answer);
  // The same after ATE0.
  void command_without_echo(std::string_view line, std::initializer_list<std::string_view> answer);

  // All bytes up to and with `end`; throws if it does not come.
  std::string read_until(std::string_view end, std::chrono::seconds at_most = patience);
  // The next `count` bytes.
  std::string read_exactly(std::size_t count);
  // What one read gives: over TCP, what the module wrote at once, unless its writes came too quickly one after another.
  std::string read_once();
  // Reads on until nothing has come for a third of a second, and forgets it.
  void read_until_quiet();
  // Whether the other side has closed the line; throws when it has not and bytes come instead.
  bool ended();
  void close() { descriptor_.reset(); }

 private:
  explicit HostLine(FileDescriptor descriptor) : descriptor_(std::move(descriptor)) {}
  bool wait_for_bytes(std::chrono::milliseconds at_most) const;
  // Appends what one read gives to `unread_`; false at the end of the line or if nothing came.
  bool fill(std::chrono::milliseconds at_most);

  FileDescriptor descriptor_;
  std::string unread_;
};

}  // namespace air780
