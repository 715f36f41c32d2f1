#include "sim/network/tcp_stream.h"

#include <sys/socket.h>

#include <array>
#include <boost/asio/post.hpp>
#include <cerrno>

namespace air780 {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using Side = StreamTap::Side;

constexpr std::size_t read_bytes = 64 * 1024;
constexpr auto longest_linger = std::chrono::seconds(10);
// A broker's patience is one and a half keepalive intervals, and five minutes is what the vendor advises for one.
constexpr auto longest_vanished = std::chrono::minutes(10);

bool is_transient(int error) { return error == EAGAIN || error == EINTR; }

bool is_reset(int error) { return error == ECONNRESET || error == EPIPE; }

LinkEnd end_of(int error) {
  if (error == 0) return LinkEnd::closed_by_peer;
  return is_reset(error) ? LinkEnd::reset_by_peer : LinkEnd::error;
}

Endpoint endpoint_of(const tcp::endpoint& socket) { return {socket.address().to_string(), socket.port()}; }

// For the connections that nobody looks at.
class NoTap final : public StreamTap {
 public:
  void carried(Side, std::string_view) override {}
  void finished(Side) override {}
  void reset(Side) override {}
};

std::unique_ptr<StreamTap> tap_on(const tcp::socket& socket, LinkTap* tap) {
  error_code error;
  const tcp::endpoint ours = socket.local_endpoint(error);
  const tcp::endpoint peers = error ? tcp::endpoint() : socket.remote_endpoint(error);
  // A peer that is gone already has no address.
  if (!tap || error) return std::make_unique<NoTap>();
  return tap->connected(endpoint_of(ours), endpoint_of(peers));
}

}  // namespace

TcpStream::TcpStream(tcp::socket socket, LinkObserver& observer, LinkTap* tap)
    : socket_(std::move(socket)), linger_(socket_.get_executor()), observer_(&observer), tap_(tap_on(socket_, tap)) {
  error_code ignored;
  socket_.set_option(tcp::no_delay(true), ignored);
}

void TcpStream::start() {
  started_ = true;
  if (state_ == State::open && !paused_) wait_to_read();
}

void TcpStream::pause_reading(bool paused) {
  paused_ = paused;
  if (!paused && started_ && state_ == State::open) wait_to_read();
}

void TcpStream::wait_to_read() {
  if (waiting_to_read_) return;
  waiting_to_read_ = true;
  socket_.async_wait(tcp::socket::wait_read, [self = shared_from_this()](const error_code& error) {
    self->waiting_to_read_ = false;
    if (!error && self->state_ != State::gone) self->read();
  });
}

void TcpStream::read() {
  if (state_ == State::open && paused_) return;
  std::array<char, read_bytes> bytes;
  const ssize_t size = ::recv(socket_.native_handle(), bytes.data(), bytes.size(), MSG_DONTWAIT);
  if (size == 0 || (size < 0 && !is_transient(errno))) return read_ended(size == 0 ? 0 : errno);
  const std::string_view came(bytes.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
  if (size > 0) tap_->carried(Side::peers, came);
  // While closing, what arrives is read only so that the peer gets a FIN instead of a reset.
  if (size > 0 && state_ == State::open) observer_->link_received(came);
  if (state_ != State::gone && !(state_ == State::open && paused_)) wait_to_read();
}

void TcpStream::read_ended(int error) {
  if (error == 0) tap_->finished(Side::peers);
  if (is_reset(error)) tap_->reset(Side::peers);
  if (state_ == State::open) return end(end_of(error));
  if (state_ == State::vanished) return shut();
  peer_ended_ = true;
  if (error != 0 || unsent() == 0) shut();
}

void TcpStream::write(std::string_view bytes) {
  if (state_ != State::open) return;
  if (unsent() == 0) bytes.remove_prefix(send(bytes));
  if (bytes.empty()) return;
  if (taken_ > queue_.size() / 2) {
    queue_.erase(0, taken_);
    taken_ = 0;
  }
  queue_.append(bytes);
  wait_to_write();
}

std::size_t TcpStream::send(std::string_view bytes) {
  const ssize_t size = ::send(socket_.native_handle(), bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
  if (size > 0) tap_->carried(Side::ours, bytes.substr(0, static_cast<std::size_t>(size)));
  if (size >= 0) return static_cast<std::size_t>(size);
  const int error = errno;
  if (is_transient(error)) return 0;
  asio::post(socket_.get_executor(), [self = shared_from_this(), error] {
    if (self->state_ == State::open) self->end(end_of(error));
    if (self->state_ == State::closing) self->shut();
  });
  // What a broken stream did not take is lost.
  return bytes.size();
}

void TcpStream::wait_to_write() {
  if (waiting_to_write_) return;
  waiting_to_write_ = true;
  socket_.async_wait(tcp::socket::wait_write, [self = shared_from_this()](const error_code& error) {
    self->waiting_to_write_ = false;
    if (!error && (self->state_ == State::open || self->state_ == State::closing)) self->write_queued();
  });
}

void TcpStream::write_queued() {
  taken_ += send(std::string_view(queue_).substr(taken_));
  if (unsent() > 0) return wait_to_write();
  queue_.clear();
  taken_ = 0;
  if (state_ == State::closing) return finish_sending();
  observer_->link_drained();
}

void TcpStream::close() {
  if (state_ != State::open) return;
  state_ = State::closing;
  observer_ = nullptr;
  linger_.expires_after(longest_linger);
  linger_.async_wait([self = shared_from_this()](const error_code& error) {
    if (error || self->state_ == State::gone) return;
    self->shut_with_reset();
  });
  if (unsent() == 0) finish_sending();
  if (state_ == State::closing) wait_to_read();
}

void TcpStream::finish_sending() {
  error_code error;
  socket_.shutdown(tcp::socket::shutdown_send, error);
  tap_->finished(Side::ours);
  if (error || peer_ended_) shut();
}

void TcpStream::abort() {
  if (state_ != State::open) return;
  observer_ = nullptr;
  shut_with_reset();
}

void TcpStream::vanish() {
  if (state_ != State::open) return;
  state_ = State::vanished;
  observer_ = nullptr;
  linger_.expires_after(longest_vanished);
  linger_.async_wait([self = shared_from_this()](const error_code& error) {
    if (!error) self->forget();
  });
  wait_to_read();
}

void TcpStream::end(LinkEnd end) {
  LinkObserver* const observer = std::exchange(observer_, nullptr);
  shut();
  observer->link_closed(end);
}

void TcpStream::shut_with_reset() {
  error_code ignored;
  socket_.set_option(asio::socket_base::linger(true, 0), ignored);
  tap_->reset(Side::ours);
  shut();
}

void TcpStream::shut() {
  state_ = State::gone;
  tap_->finished(Side::ours);
  linger_.cancel();
  error_code ignored;
  socket_.close(ignored);
}

}  // namespace air780
