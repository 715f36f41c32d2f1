#include "sim/mqtt/loopback_listener.h"

#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <chrono>
#include <utility>

namespace air780 {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr std::chrono::seconds visit_limit{2};
constexpr std::chrono::milliseconds accept_retry{100};
constexpr std::size_t start_limit = 256;  // an identifier of ours ends far before this

}  // namespace

// One connection that has not been let in yet, or never will be.
class LoopbackListener::Visitor : public std::enable_shared_from_this<LoopbackListener::Visitor> {
 public:
  Visitor(LoopbackListener& listener, tcp::socket socket)
      : listener_(&listener), socket_(std::move(socket)), timer_(listener.io_) {}

  void begin() {
    timer_.expires_after(visit_limit);
    timer_.async_wait([self = shared_from_this()](const error_code& error) {
      if (!error) self->leave();
    });
    read();
  }

  // Closes at once and is known to the listener no more.
  void leave() {
    error_code ignored;
    socket_.close(ignored);
    timer_.cancel();
    if (LoopbackListener* listener = std::exchange(listener_, nullptr)) listener->forget(*this);
  }

  const ConnectStart& start() const { return start_; }
  Arrival depart() {
    timer_.cancel();
    return {std::move(socket_), std::move(received_), std::move(start_)};
  }

 private:
  void read() {
    socket_.async_read_some(asio::buffer(buffer_),
                            [self = shared_from_this()](const error_code& error, std::size_t size) {
                              if (self->listener_ == nullptr) return;
                              if (error) return self->leave();
                              self->take(size);
                            });
  }

  void take(std::size_t size) {
    if (dismissed_) return read();
    received_.append(buffer_.data(), size);
    start_ = read_connect_start(received_);
    if (start_.status == ConnectStart::Status::complete) {
      if (listener_->admit(*this)) return;
      // Most likely Paho, too late: it must see an end of file, never a reset (see Bridge::detach).
      dismissed_ = true;
      error_code ignored;
      socket_.shutdown(tcp::socket::shutdown_send, ignored);
      return read();
    }
    if (start_.status == ConnectStart::Status::not_connect || received_.size() > start_limit) return leave();
    read();
  }

  LoopbackListener* listener_;
  tcp::socket socket_;
  asio::steady_timer timer_;
  std::array<char, 512> buffer_{};
  std::string received_;
  ConnectStart start_;
  bool dismissed_ = false;
};

LoopbackListener::LoopbackListener(asio::io_context& io) : io_(io), acceptor_(io), retry_timer_(io) {}

LoopbackListener::~LoopbackListener() {
  while (!visitors_.empty()) visitors_.front()->leave();
}

error_code LoopbackListener::open() {
  error_code error;
  const tcp::endpoint anywhere(asio::ip::address_v4::loopback(), 0);
  acceptor_.open(anywhere.protocol(), error);
  if (!error) acceptor_.bind(anywhere, error);
  if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
  const tcp::endpoint bound = error ? tcp::endpoint() : acceptor_.local_endpoint(error);
  if (error) {
    error_code ignored;
    acceptor_.close(ignored);
    return error;
  }
  port_ = bound.port();
  accept();
  return {};
}

void LoopbackListener::expect(const std::string& client_id, Welcome welcome) {
  expected_[client_id] = std::move(welcome);
}

void LoopbackListener::stop_expecting(const std::string& client_id) { expected_.erase(client_id); }

void LoopbackListener::accept() {
  acceptor_.async_accept(
      [this, alive = std::weak_ptr<char>(alive_)](const error_code& error, tcp::socket socket) mutable {
        if (alive.expired() || error == asio::error::operation_aborted) return;
        if (!error) {
          receive(std::move(socket));
          return accept();
        }
        // Out of descriptors, most likely: asking again at once would only spin.
        retry_timer_.expires_after(accept_retry);
        retry_timer_.async_wait([this, alive](const error_code& stopped) {
          if (!alive.expired() && !stopped) accept();
        });
      });
}

void LoopbackListener::receive(tcp::socket socket) {
  // The oldest has had the most time to say who it is.
  if (visitors_.size() >= max_visitors) visitors_.front()->leave();
  visitors_.push_back(std::make_shared<Visitor>(*this, std::move(socket)));
  visitors_.back()->begin();
  if (doorbell_) doorbell_();
}

bool LoopbackListener::admit(Visitor& visitor) {
  auto expected = expected_.find(visitor.start().client_id);
  if (expected == expected_.end()) return false;
  const Welcome welcome = std::move(expected->second);
  expected_.erase(expected);
  forget(visitor);
  welcome(visitor.depart());
  return true;
}

void LoopbackListener::forget(const Visitor& visitor) {
  visitors_.remove_if([&](const std::shared_ptr<Visitor>& other) { return other.get() == &visitor; });
}

}  // namespace air780
