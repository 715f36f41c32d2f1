#include "sim/serial/tcp_host.h"

#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <cerrno>

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

TcpHost::TcpHost(tcp::socket socket, Log& log, std::string end, OutputQueue::Overflow overflow)
    : socket_(std::move(socket)),
      log_(log),
      end_(std::move(end)),
      name_(name_of(socket_)),
      queue_(log, end_, serial_queue_bytes, overflow) {
  error_code ignored;
  socket_.set_option(tcp::no_delay(true), ignored);
  notice_vanished(socket_.native_handle());
}

void TcpHost::start(const SerialEnd::Receive& receive, std::function<void()> ended) {
  receive_ = &receive;
  ended_ = std::move(ended);
  read();
}

// Asio reads once more right after a reading was dealt with, and only then goes to sleep: often the answer's answer is
// there by then, which saves a turn of the reactor. Waiting for readiness first would cost the same call in any case.
void TcpHost::read() {
  if (paused_ || reading_) return;
  reading_ = true;
  socket_.async_read_some(asio::buffer(bytes_), [self = shared_from_this()](error_code error, std::size_t size) {
    self->reading_ = false;
    if (self->state_ != State::connected) return;
    self->take(error, size);
    if (self->state_ == State::connected) self->read();
  });
}

void TcpHost::pause_reading(bool paused) {
  paused_ = paused;
  if (receive_ && state_ == State::connected) read();
}

void TcpHost::take(error_code error, std::size_t size) {
  if (!error) return (*receive_)(std::string_view(bytes_.data(), size));
  if (error != asio::error::eof) return lose(error);
  state_ = State::ended_sending;
  log_.debug(end_ + ": " + name_ + " has ended its sending");
  tell_end();
  wait_for_end();
}

bool TcpHost::is_ending() {
  pollfd state{socket_.native_handle(), POLLRDHUP, 0};
  return ::poll(&state, 1, 0) == 1 && (state.revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0;
}

// After its FIN only a reset tells that the host does not read either.
void TcpHost::wait_for_end() {
  socket_.async_wait(tcp::socket::wait_error, [self = shared_from_this()](error_code error) {
    if (!error && self->state_ == State::ended_sending) self->lose(asio::error::connection_reset);
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
  if (errno != EAGAIN && errno != EINTR) lose(error_code(errno, boost::system::system_category()));
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

void TcpHost::lose(const error_code& error) {
  if (state_ == State::gone) return;
  log_.info(end_ + ": " + name_ + " is gone: " + error.message());
  tell_end();
  close();
}

void TcpHost::tell_end() {
  if (ended_) asio::post(socket_.get_executor(), std::exchange(ended_, nullptr));
}

void TcpHost::close() {
  ended_ = nullptr;
  state_ = State::gone;
  queue_.clear();
  error_code ignored;
  socket_.close(ignored);
}

}  // namespace air780
