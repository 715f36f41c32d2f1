#include "sim/serial/tcp_host.h"

#include <netinet/tcp.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "sim/network/endpoint.h"

namespace air780 {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

// A host whose cable was pulled is given up after 10 s of silence and three unanswered probes, 5 s apart; one that has
// bytes to acknowledge after 25 s.
void notice_vanished(int socket) {
  const auto set = [socket](int level, int option, int value) {
    ::setsockopt(socket, level, option, &value, sizeof value);
  };
  set(SOL_SOCKET, SO_KEEPALIVE, 1);
  set(IPPROTO_TCP, TCP_KEEPIDLE, 10);
  set(IPPROTO_TCP, TCP_KEEPINTVL, 5);
  set(IPPROTO_TCP, TCP_KEEPCNT, 3);
  set(IPPROTO_TCP, TCP_USER_TIMEOUT, 25'000);
}

std::string name_of(const tcp::socket& socket) {
  error_code error;
  const tcp::endpoint remote = socket.remote_endpoint(error);
  return error ? "(already gone)" : Endpoint{remote.address().to_string(), remote.port()}.text();
}

}  // namespace

TcpHost::TcpHost(tcp::socket socket, Log& log, std::string end)
    : socket_(std::move(socket)),
      log_(log),
      end_(std::move(end)),
      name_(name_of(socket_)),
      queue_(log, end_, serial_queue_bytes) {
  error_code ignored;
  socket_.set_option(tcp::no_delay(true), ignored);
  notice_vanished(socket_.native_handle());
}

void TcpHost::start(const SerialEnd::Receive& receive) {
  receive_ = &receive;
  wait_to_read();
}

void TcpHost::wait_to_read() {
  socket_.async_wait(tcp::socket::wait_read, [self = shared_from_this()](error_code error) {
    if (error || self->state_ != State::connected) return;
    if (self->read_once() != Read::end && self->state_ == State::connected) self->wait_to_read();
  });
}

TcpHost::Read TcpHost::read_once() {
  std::array<char, 16 * 1024> bytes;
  const ssize_t size = ::recv(socket_.native_handle(), bytes.data(), bytes.size(), MSG_DONTWAIT);
  if (size > 0) {
    (*receive_)(std::string_view(bytes.data(), static_cast<std::size_t>(size)));
    return Read::bytes;
  }
  if (size < 0 && (errno == EAGAIN || errno == EINTR)) return Read::nothing;
  if (size < 0) {
    lose(errno);
  } else {
    state_ = State::ended_sending;
    log_.debug(end_ + ": " + name_ + " has ended its sending");
    wait_for_end();
  }
  return Read::end;
}

void TcpHost::catch_up() {
  // Bounded, since a fast sender could go on for ever.
  for (int round = 0; round < 64 && state_ == State::connected; ++round) {
    if (read_once() == Read::nothing) return;
  }
}

// After its FIN only a reset tells that the host does not read either.
void TcpHost::wait_for_end() {
  socket_.async_wait(tcp::socket::wait_error, [self = shared_from_this()](error_code error) {
    if (!error && self->state_ == State::ended_sending) self->lose(ECONNRESET);
  });
}

void TcpHost::transmit(std::string_view bytes) {
  if (state_ == State::gone) return;
  if (queue_.empty()) bytes.remove_prefix(send(bytes));
  if (bytes.empty() || state_ == State::gone) return;
  queue_.push(bytes);
  wait_to_write();
}

std::size_t TcpHost::send(std::string_view bytes) {
  const ssize_t size = ::send(socket_.native_handle(), bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
  if (size >= 0) return static_cast<std::size_t>(size);
  if (errno != EAGAIN && errno != EINTR) lose(errno);
  return 0;
}

void TcpHost::wait_to_write() {
  if (waiting_to_write_) return;
  waiting_to_write_ = true;
  socket_.async_wait(tcp::socket::wait_write, [self = shared_from_this()](error_code error) {
    self->waiting_to_write_ = false;
    if (error || self->state_ == State::gone) return;
    if (const std::size_t sent = self->send(self->queue_.front())) self->queue_.pop(sent);
    if (!self->queue_.empty()) self->wait_to_write();
  });
}

void TcpHost::lose(int error) {
  if (state_ == State::gone) return;
  log_.info(end_ + ": " + name_ + " is gone: " + std::strerror(error));
  close();
}

void TcpHost::close() {
  state_ = State::gone;
  queue_.clear();
  error_code ignored;
  socket_.close(ignored);
}

}  // namespace air780
