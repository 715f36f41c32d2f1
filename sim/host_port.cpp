#include "sim/host_port.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <cerrno>
#include <cstring>

#include "sim/network/endpoint.h"
#include "sim/serial/raw_terminal.h"

namespace air780 {
namespace {

using Opened = boost::system::result<FileDescriptor, std::string>;

Opened open_device(const std::string& path, unsigned baud) {
  FileDescriptor device(::open(path.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC));
  if (!device) return fmt::format("--port {}: {}", path, std::strerror(errno));
  if (const auto error = make_raw(device.get(), baud)) return fmt::format("--port {}: {}", path, *error);
  // What came before is not for us.
  ::tcflush(device.get(), TCIFLUSH);
  return device;
}

Opened open_tcp(const Endpoint& endpoint) {
  boost::asio::io_context context;
  boost::asio::ip::tcp::resolver resolver(context);
  boost::asio::ip::tcp::socket socket(context);
  boost::system::error_code error;
  const auto found = resolver.resolve(endpoint.host, std::to_string(endpoint.port), error);
  if (!error) boost::asio::connect(socket, found, error);
  if (error) return fmt::format("--port {}: {}", endpoint.text(), error.message());
  socket.set_option(boost::asio::ip::tcp::no_delay(true), error);
  socket.non_blocking(true, error);
  return FileDescriptor(socket.release());
}

}  // namespace

boost::system::result<HostPort, std::string> HostPort::open(const std::string& port, unsigned baud) {
  if (port.find('/') != std::string::npos) {
    auto device = open_device(port, baud);
    if (!device) return device.error();
    return HostPort(std::move(*device));
  }
  const auto endpoint = parse_peer_endpoint(port);
  if (!endpoint) return fmt::format("--port {}: {}; a device is written with its path", port, endpoint.error());
  auto socket = open_tcp(*endpoint);
  if (!socket) return socket.error();
  return HostPort(std::move(*socket));
}

bool HostPort::wait_for(short events, Duration at_most) {
  pollfd waiting{descriptor_.get(), events, 0};
  // Rounded up, so that a wait of less than a millisecond does not spin.
  const auto milliseconds = std::chrono::ceil<std::chrono::milliseconds>(at_most).count();
  return ::poll(&waiting, 1, static_cast<int>(milliseconds)) > 0;
}

bool HostPort::send(std::string_view bytes) {
  while (!bytes.empty() && !failure_) {
    const ssize_t sent = ::write(descriptor_.get(), bytes.data(), bytes.size());
    if (sent > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    } else if (errno != EAGAIN && errno != EINTR) {
      failure_ = std::strerror(errno);
    } else if (!wait_for(POLLOUT, std::chrono::seconds(9))) {
      failure_ = "the line takes nothing";
    }
  }
  return !failure_;
}

std::optional<std::string> HostPort::receive(Duration at_most) {
  if (failure_ || !wait_for(POLLIN, at_most)) return std::nullopt;
  std::array<char, 4096> buffer;
  const ssize_t count = ::read(descriptor_.get(), buffer.data(), buffer.size());
  if (count > 0) return std::string(buffer.data(), static_cast<std::size_t>(count));
  if (count == 0) failure_ = "the other end closed the line";
  if (count < 0 && errno != EAGAIN && errno != EINTR) failure_ = std::strerror(errno);
  return std::nullopt;
}

}  // namespace air780
