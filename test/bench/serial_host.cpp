#include "test/bench/serial_host.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <termios.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace air780 {
namespace {

constexpr int patience_seconds = 5;

std::runtime_error system_error(const std::string& what) {
  return std::runtime_error(fmt::format("{}: {}", what, std::strerror(errno)));
}

}  // namespace

SerialHost SerialHost::over_tcp(std::uint16_t port) {
  SerialHost host(FileDescriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)));
  const int line = host.line_.get();
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(line, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    throw system_error(fmt::format("127.0.0.1:{}", port));
  }
  const int yes = 1;
  ::setsockopt(line, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  const timeval patience{patience_seconds, 0};
  ::setsockopt(line, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  return host;
}

SerialHost SerialHost::over_pty(const std::string& device) {
  SerialHost host(FileDescriptor(::open(device.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC)));
  termios settings{};
  if (!host.line_ || ::tcgetattr(host.line_.get(), &settings) != 0) throw system_error(device);
  ::cfmakeraw(&settings);
  settings.c_cc[VMIN] = 0;
  settings.c_cc[VTIME] = patience_seconds * 10;
  if (::tcsetattr(host.line_.get(), TCSANOW, &settings) != 0) throw system_error(device);
  return host;
}

void SerialHost::send(std::string_view bytes) {
  if (::write(line_.get(), bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size())) {
    throw system_error("the serial line takes nothing");
  }
}

void SerialHost::expect(std::string_view wanted) {
  while (true) {
    if (const auto found = pending_.find(wanted); found != std::string::npos) {
      pending_.erase(0, found + wanted.size());
      return;
    }
    std::array<char, 4096> bytes;
    const ssize_t size = ::read(line_.get(), bytes.data(), bytes.size());
    if (size <= 0) throw std::runtime_error(fmt::format("expected '{}', but there is only '{}'", wanted, pending_));
    pending_.append(bytes.data(), static_cast<std::size_t>(size));
  }
}

void SerialHost::command(const std::string& text) {
  send(text + "\r");
  expect("\r\nOK\r\n");
}

std::chrono::nanoseconds time_at(SerialHost& host) {
  const auto begin = std::chrono::steady_clock::now();
  host.send("AT\r");
  host.expect("\r\nOK\r\n");
  return std::chrono::steady_clock::now() - begin;
}

}  // namespace air780
