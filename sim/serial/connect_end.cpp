#include "sim/serial/connect_end.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "sim/network/dial.h"
#include "sim/network/system_resolver.h"
#include "sim/serial/retry_pause.h"
#include "sim/serial/tcp_host.h"

namespace air780 {

namespace asio = boost::asio;

// dialling -> connected -> pausing -> dialling, or dialling -> pausing.
class ConnectEnd::Dialler : public std::enable_shared_from_this<Dialler> {
 public:
  Dialler(asio::io_context& context, Log& log, const Endpoint& peer)
      : context_(context),
        log_(log),
        peer_(peer),
        description_("connect " + peer.text()),
        resolver_(std::make_shared<SystemResolver>(context)),
        timer_(context) {}

  void start(Receive receive) {
    // Only a peer that says something is one whose loss is new.
    receive_ = [this, receive = std::move(receive)](std::string_view bytes) {
      pause_.reset();
      receive(bytes);
    };
    dial();
  }

  void stop() {
    stopped_ = true;
    timer_.cancel();
    if (dial_) dial_->cancel();
    dial_.reset();
    if (host_) host_->close();
    // Threads that wait for the name server are ended here, while the io_context is there.
    resolver_.reset();
  }

  void transmit(std::string_view bytes) {
    if (host_) host_->transmit(bytes);
  }

  void pause_reading(bool paused) {
    paused_ = paused;
    if (host_) host_->pause_reading(paused);
  }

  void on_connected(std::function<void()> connected) { connected_ = std::move(connected); }
  void hang_up() {
    if (host_) lost();
  }
  const std::string& description() const { return description_; }

 private:
  void dial() {
    // stop() cancels the dialling, so `this` is alive whenever its result comes.
    dial_ = std::make_shared<Dial>(context_, peer_, peer_.text(), [this](Dial::Result result) {
      dial_.reset();
      if (!result) return failed(result.error().detail);
      connected(std::make_shared<TcpHost>(std::move(*result), log_, description_));
    });
    dial_->start(*resolver_, std::chrono::seconds(5));
  }

  void failed(const std::string& reason) {
    if (pause_.fresh()) log_.warning(description_ + ": " + reason + "; trying again");
    dial_later();
  }

  void connected(std::shared_ptr<TcpHost> host) {
    host_ = std::move(host);
    host_->pause_reading(paused_);
    log_.info(description_ + ": connected");
    if (connected_) connected_();
    host_->start(receive_, [self = shared_from_this()] { self->lost(); });
  }

  void lost() {
    if (stopped_) return;
    log_.warning(description_ + ": the connection was lost; trying again");
    host_->close();
    host_.reset();
    dial_later();
  }

  void dial_later() {
    timer_.expires_after(pause_.next());
    timer_.async_wait([self = shared_from_this()](boost::system::error_code error) {
      if (!error && !self->stopped_) self->dial();
    });
  }

  asio::io_context& context_;
  Log& log_;
  const Endpoint peer_;
  const std::string description_;
  std::shared_ptr<SystemResolver> resolver_;
  asio::steady_timer timer_;
  RetryPause pause_;
  Receive receive_;
  std::function<void()> connected_;
  std::shared_ptr<Dial> dial_;
  std::shared_ptr<TcpHost> host_;
  bool paused_ = false;
  bool stopped_ = false;
};

ConnectEnd::ConnectEnd(asio::io_context& context, Log& log, const Endpoint& peer)
    : dialler_(std::make_shared<Dialler>(context, log, peer)) {}
ConnectEnd::~ConnectEnd() { dialler_->stop(); }

void ConnectEnd::start(Receive receive) { dialler_->start(std::move(receive)); }
void ConnectEnd::transmit(std::string_view bytes) { dialler_->transmit(bytes); }
void ConnectEnd::pause_reading(bool paused) { dialler_->pause_reading(paused); }
void ConnectEnd::hang_up() { dialler_->hang_up(); }
std::string ConnectEnd::description() const { return dialler_->description(); }
void ConnectEnd::on_connected(std::function<void()> connected) { dialler_->on_connected(std::move(connected)); }

}  // namespace air780
