#include "sim/mqtt/paho_engine.h"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <utility>

#include "sim/mqtt/paho_client.h"
#include "sim/mqtt/paho_process.h"

namespace air780 {

namespace {

constexpr std::chrono::seconds wind_up_limit{2};

}  // namespace

// A handle on its way out.
class PahoEngine::Retired : private PahoHandleObserver {
 public:
  Retired(PahoEngine& engine, std::unique_ptr<PahoHandle> handle)
      : engine_(engine), handle_(std::move(handle)), hurry_(engine.pacemaker_.hurry()), timer_(engine.io_) {
    handle_->set_observer(*this);
  }

  void begin() {
    timer_.expires_after(wind_up_limit);
    timer_.async_wait([this, alive = std::weak_ptr<char>(alive_)](const boost::system::error_code& error) {
      if (alive.expired() || error) return;
      engine_.log_.warning("MQTT: Paho did not end a session in time; destroying it");
      leave();
    });
  }

 private:
  void paho_connected(bool /*session_present*/) override {}
  void paho_idle(const std::string& /*reason*/) override { leave(); }
  void paho_message(const MqttMessage& /*message*/) override {}

  void leave() {
    engine_.retired_.remove_if([this](const std::unique_ptr<Retired>& other) { return other.get() == this; });
  }

  PahoEngine& engine_;
  std::unique_ptr<PahoHandle> handle_;
  Pacemaker::Hurry hurry_;
  boost::asio::steady_timer timer_;
  std::shared_ptr<char> alive_ = std::make_shared<char>();
};

PahoEngine::PahoEngine(boost::asio::io_context& io, Log& log)
    : io_(io), log_(log), listener_(io), pacemaker_(io, listener_) {
  prepare_paho();
}

PahoEngine::~PahoEngine() = default;

void PahoEngine::start() {
  if (started_) return;
  started_ = true;
  if (const auto error = listener_.open()) {
    failure_ = "no loopback listener for the MQTT client: " + error.message();
  } else if (!keep_paho_threads()) {
    failure_ = "Paho has no memory";
  }
  if (!failure_.empty()) {
    log_.error("MQTT: " + failure_);
    return become_ready();
  }
  // Paho's receiving thread has not noticed the socket whose other end comes in here.
  listener_.set_doorbell([this] { pacemaker_.kick(); });
  pacemaker_.start([this] { become_ready(); });
}

void PahoEngine::when_ready(std::function<void(const std::string&)> ready) {
  start();
  waiting_.push_back(std::move(ready));
  if (ready_) become_ready();
}

void PahoEngine::become_ready() {
  ready_ = true;
  // Posted, since whoever waits may be in the middle of a call.
  boost::asio::post(io_, [this, alive = std::weak_ptr<char>(alive_)] {
    if (alive.expired()) return;
    for (const auto& ready : std::exchange(waiting_, {})) ready(failure_);
  });
}

std::unique_ptr<MqttClient> PahoEngine::make_client(PacketFilter* filter) {
  return std::make_unique<PahoClient>(*this, filter);
}

void PahoEngine::retire(std::unique_ptr<PahoHandle> handle) {
  if (handle == nullptr) return;
  listener_.stop_expecting(handle->token());
  if (!handle->busy()) return;  // destroyed here
  retired_.push_back(std::make_unique<Retired>(*this, std::move(handle)));
  retired_.back()->begin();
}

}  // namespace air780
