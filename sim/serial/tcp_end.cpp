#include "sim/serial/tcp_end.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include "sim/network/listen_address.h"
#include "sim/serial/tcp_host.h"

namespace air780 {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

class TcpEnd::Listener : public std::enable_shared_from_this<Listener> {
 public:
  Listener(asio::io_context& context, Log& log, const tcp::endpoint& wanted, Wire wire)
      : log_(log), wire_(wire), acceptor_(context, wanted, true), newcomer_(context), pause_(context) {
    const tcp::endpoint local = acceptor_.local_endpoint();
    address_ = Endpoint{local.address().to_string(), local.port()};
    description_ = (wire == Wire::rfc2217 ? "rfc2217 " : "tcp ") + address_.text();
  }

  void start(Receive receive) {
    receive_ = std::move(receive);
    accept();
  }

  void stop() {
    stopped_ = true;
    error_code ignored;
    acceptor_.close(ignored);
    pause_.cancel();
    if (host_) host_->close();
  }

  void transmit(std::string_view bytes) {
    if (host_) host_->transmit(bytes);
  }

  void pause_reading(bool paused) {
    paused_ = paused;
    if (host_) host_->pause_reading(paused);
  }

  void on_host(std::function<void()> came, std::function<void()> gone) {
    came_ = std::move(came);
    gone_ = std::move(gone);
  }

  void hang_up() {
    if (!host_ || host_->state() == TcpHost::State::gone) return;
    host_->close();
    if (gone_) gone_();
  }

  const Endpoint& address() const { return address_; }
  const std::string& description() const { return description_; }

 private:
  void accept() {
    acceptor_.async_accept(newcomer_, [self = shared_from_this()](error_code error) {
      if (self->stopped_) return;
      if (error) return self->accept_later(error);
      self->welcome(std::make_shared<TcpHost>(
          std::move(self->newcomer_), self->log_, self->description_,
          self->wire_ == Wire::rfc2217 ? OutputQueue::Overflow::whole : OutputQueue::Overflow::cut));
      self->accept();
    });
  }

  // Without descriptors, accepting at once again would only fail again.
  void accept_later(error_code reason) {
    log_.warning(description_ + ": cannot accept a host: " + reason.message());
    pause_.expires_after(std::chrono::milliseconds(100));
    pause_.async_wait([self = shared_from_this()](error_code error) {
      if (!error && !self->stopped_) self->accept();
    });
  }

  void welcome(const std::shared_ptr<TcpHost>& newcomer) {
    if (stopped_) return;
    if (host_ && host_->state() == TcpHost::State::connected) {
      // A host that hung up and dials again may come to our notice before the last of what it said.
      if (host_->is_ending()) {
        asio::post(acceptor_.get_executor(), [self = shared_from_this(), newcomer] { self->welcome(newcomer); });
        return;
      }
      log_.warning(description_ + ": refused a second host, " + newcomer->name() + ", while " + host_->name() +
                   " is connected");
      return newcomer->close();
    }
    if (host_) host_->close();
    host_ = newcomer;
    host_->pause_reading(paused_);
    log_.info(description_ + ": " + host_->name() + " connected");
    if (came_) came_();
    if (!gone_) return host_->start(receive_);
    host_->start(receive_, [self = shared_from_this(), host = host_.get()] {
      if (!self->stopped_ && self->host_.get() == host) self->gone_();
    });
  }

  Log& log_;
  const Wire wire_;
  tcp::acceptor acceptor_;
  tcp::socket newcomer_;
  asio::steady_timer pause_;
  Endpoint address_;
  std::string description_;
  Receive receive_;
  std::function<void()> came_;
  std::function<void()> gone_;
  std::shared_ptr<TcpHost> host_;
  bool paused_ = false;
  bool stopped_ = false;
};

boost::system::result<std::unique_ptr<TcpEnd>, std::string> TcpEnd::open(asio::io_context& context, Log& log,
                                                                         const Endpoint& address, Wire wire) {
  const auto wanted = look_up_listen_address(context, address);
  if (!wanted) return wanted.error();
  try {
    return std::make_unique<TcpEnd>(std::make_shared<Listener>(context, log, *wanted, wire));
  } catch (const boost::system::system_error& error) {
    return "cannot listen at " + address.text() + ": " + error.code().message();
  }
}

TcpEnd::TcpEnd(std::shared_ptr<Listener> listener) : listener_(std::move(listener)) {}
TcpEnd::~TcpEnd() { listener_->stop(); }

void TcpEnd::start(Receive receive) { listener_->start(std::move(receive)); }
void TcpEnd::transmit(std::string_view bytes) { listener_->transmit(bytes); }
void TcpEnd::on_host(std::function<void()> came, std::function<void()> gone) {
  listener_->on_host(std::move(came), std::move(gone));
}
void TcpEnd::pause_reading(bool paused) { listener_->pause_reading(paused); }
void TcpEnd::hang_up() { listener_->hang_up(); }
std::string TcpEnd::description() const { return listener_->description(); }
const Endpoint& TcpEnd::address() const { return listener_->address(); }

}  // namespace air780
