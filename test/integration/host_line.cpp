#include "test/integration/host_line.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "sim/text/escapes.h"

namespace air780 {
namespace {

[[noreturn]] void fail(const std::string& what) { throw std::system_error(errno, std::generic_category(), what); }

std::string unit(std::string_view text) { return "\r\n" + std::string(text) + "\r\n"; }

// A difference of long texts is looked for at its beginning.
std::string shown(std::string_view bytes) {
  constexpr std::size_t most = 2000;
  return escape(bytes.substr(0, most)) + (bytes.size() > most ? "…" : "");
}

}  // namespace

HostLine HostLine::tcp(std::uint16_t port, int receive_buffer) {
  FileDescriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (receive_buffer > 0) ::setsockopt(socket.get(), SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
  const int yes = 1;
  ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) fail("connect");
  return HostLine(std::move(socket));
}

HostLine HostLine::pty(const std::string& path) {
  FileDescriptor device(::open(path.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC));
  if (!device) fail(path);
  return HostLine(std::move(device));
}

void HostLine::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t size = ::write(descriptor_.get(), bytes.data(), bytes.size());
    if (size <= 0) fail("write to the serial line");
    bytes.remove_prefix(static_cast<std::size_t>(size));
  }
}

bool HostLine::wait_for_bytes(std::chrono::milliseconds at_most) const {
  pollfd waiting{descriptor_.get(), POLLIN, 0};
  return ::poll(&waiting, 1, static_cast<int>(at_most.count())) > 0;
}

bool HostLine::fill(std::chrono::milliseconds at_most) {
  if (!wait_for_bytes(at_most)) return false;
  std::array<char, 16 * 1024> bytes;
  const ssize_t size = ::read(descriptor_.get(), bytes.data(), bytes.size());
  if (size > 0) unread_.append(bytes.data(), static_cast<std::size_t>(size));
  return size > 0;
}

void HostLine::expect(std::string_view bytes) {
  while (unread_.size() < bytes.size() && bytes.starts_with(unread_) && fill(patience)) {
  }
  if (!unread_.starts_with(bytes)) {
    throw std::runtime_error("expected \"" + shown(bytes) + "\"\nreceived \"" + shown(unread_) + "\"");
  }
  unread_.erase(0, bytes.size());
}

void HostLine::expect_units(std::initializer_list<std::string_view> texts) {
  for (const std::string_view text : texts) expect(unit(text));
}

void HostLine::command(std::string_view line, std::initializer_list<std::string_view> answer) {
  send(std::string(line) + "\r");
  expect(std::string(line) + "\r");
  expect_units(answer);
}

void HostLine::command_without_echo(std::string_view line, std::initializer_list<std::string_view> answer) {
  send(std::string(line) + "\r");
  expect_units(answer);
}

std::string HostLine::read_until(std::string_view end, std::chrono::seconds at_most) {
  const auto deadline = std::chrono::steady_clock::now() + at_most;
  std::size_t searched = 0;
  while (true) {
    const std::size_t found = unread_.find(end, searched);
    if (found != std::string::npos) return read_exactly(found + end.size());
    searched = unread_.size() - std::min(unread_.size(), end.size() - 1);
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    if (left.count() <= 0 || !fill(left)) break;
  }
  throw std::runtime_error("no \"" + escape(end) + "\" in \"" + shown(unread_) + "\"");
}

std::string HostLine::read_exactly(std::size_t count) {
  while (unread_.size() < count && fill(patience)) {
  }
  if (unread_.size() < count) throw std::runtime_error("only \"" + shown(unread_) + "\"");
  std::string bytes = unread_.substr(0, count);
  unread_.erase(0, count);
  return bytes;
}

std::string HostLine::read_once() {
  if (unread_.empty() && !fill(patience)) throw std::runtime_error("nothing came from the serial line");
  return std::exchange(unread_, {});
}

void HostLine::read_until_quiet() {
  while (fill(std::chrono::milliseconds(333))) unread_.clear();
  unread_.clear();
}

bool HostLine::ended() {
  if (!unread_.empty()) throw std::runtime_error("received \"" + shown(unread_) + "\"");
  if (!wait_for_bytes(patience)) return false;
  std::array<char, 1> byte;
  return ::read(descriptor_.get(), byte.data(), byte.size()) <= 0;
}

}  // namespace air780
