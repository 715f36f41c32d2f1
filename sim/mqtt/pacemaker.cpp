#include "sim/mqtt/pacemaker.h"

#include <boost/asio/buffer.hpp>
#include <utility>

#include "sim/mqtt/quick_acknowledge.h"

namespace air780 {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

using std::chrono::milliseconds;

// Below Paho's poll of 1 s, so that the poll never times out: Paho sleeps for 100 ms after that.
constexpr milliseconds beat_interval{400};
constexpr milliseconds first_ticks{1};
constexpr milliseconds later_ticks{20};
constexpr unsigned first_tick_count = 200;
constexpr milliseconds retry_interval{100};

// One that is already under way, one to take the socket in, one to find it writable.
constexpr unsigned rounds_for_a_new_socket = 3;

constexpr std::string_view connack("\x20\2\0\0", 4);
// With QoS 1, since its PUBACK says that Paho has been round: kicks that pile up would keep Paho busy by themselves.
constexpr std::string_view kick_publish("\x32\5\0\1k\0\1", 7);

void send_some(asio::ip::tcp::socket& socket, std::string_view bytes, error_code& error) {
  socket.non_blocking(true, error);
  if (!error) socket.send(asio::buffer(bytes), 0, error);
}

}  // namespace

Pacemaker::Pacemaker(asio::io_context& io, LoopbackListener& listener)
    : io_(io), listener_(listener), beat_timer_(io), tick_timer_(io), retry_timer_(io) {}

Pacemaker::~Pacemaker() {
  // Wakes Paho's poll one last time: else it would wait on for a socket that is not there any more, and a pacemaker
  // made in the next second with it. Paho's end goes before ours.
  error_code ignored;
  if (line_ != nullptr) line_->socket.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
  handle_.reset();
}

void Pacemaker::start(std::function<void()> beating) {
  beating_ = std::move(beating);
  connect();
  beat();
}

Pacemaker::Hurry Pacemaker::hurry() {
  ticks_ = 0;
  if (!ticking_) tick();
  return hurry_;
}

void Pacemaker::kick() {
  kicks_wanted_ = rounds_for_a_new_socket;
  send_kick();
}

void Pacemaker::connect() {
  handle_ = PahoHandle::create(io_, *this);
  MqttConnectRequest request;
  request.keepalive_seconds = 0;
  if (handle_ == nullptr || handle_->connect(request, listener_.port())) return connect_again();
  listener_.expect(handle_->token(), [this](LoopbackListener::Arrival arrival) { welcome(std::move(arrival)); });
}

void Pacemaker::connect_again() {
  report_beating();
  connected_ = false;
  retry_timer_.expires_after(retry_interval);
  retry_timer_.async_wait([this, alive = std::weak_ptr<char>(alive_)](const error_code& error) {
    if (alive.expired() || error) return;
    if (handle_ != nullptr) listener_.stop_expecting(handle_->token());
    handle_.reset();
    line_.reset();
    connect();
  });
}

void Pacemaker::welcome(LoopbackListener::Arrival arrival) {
  line_ = std::make_shared<Line>(std::move(arrival.socket));
  kick_outstanding_ = false;
  nudge_outstanding_ = false;
  error_code error;
  line_->socket.set_option(asio::ip::tcp::no_delay(true), error);
  line_->framer.take(arrival.bytes);
  send_some(line_->socket, connack, error);
  read();
}

void Pacemaker::read() {
  line_->socket.async_read_some(asio::buffer(line_->buffer), [this, alive = std::weak_ptr<char>(alive_), line = line_](
                                                                 const error_code& error, std::size_t size) {
    if (alive.expired() || line != line_) return;
    if (error) return connect_again();
    acknowledge_quickly(line->socket);
    take({line->buffer.data(), size});
    read();
  });
}

void Pacemaker::take(std::string_view bytes) {
  while (!bytes.empty()) {
    const PacketFramer::Step step = line_->framer.take(bytes);
    if (step.consumed == 0) return;
    bytes.remove_prefix(step.consumed);
    if (!step.packet) continue;
    if (step.packet->type == MqttPacketType::publish) nudge_outstanding_ = false;
    if (step.packet->type != MqttPacketType::puback) continue;
    kick_outstanding_ = false;
    if (kicks_wanted_ > 0) send_kick();
  }
}

void Pacemaker::paho_connected(bool /*session_present*/) {
  connected_ = true;
  report_beating();
}

void Pacemaker::paho_idle(const std::string& /*reason*/) { connect_again(); }

void Pacemaker::send_kick() {
  if (!connected_ || line_ == nullptr || kick_outstanding_) return;
  error_code error;
  send_some(line_->socket, kick_publish, error);
  kick_outstanding_ = !error;
  if (kicks_wanted_ > 0) kicks_wanted_ -= 1;
}

// Any new request wakes Paho's sending thread, which then also sees a request whose wake-up was lost.
void Pacemaker::nudge() {
  if (!connected_ || nudge_outstanding_) return;
  const MqttMessage message{.topic = "nudge", .payload = {}};
  nudge_outstanding_ = handle_->publish(message) == MqttRequestResult::accepted;
}

void Pacemaker::beat() {
  beat_timer_.expires_after(beat_interval);
  beat_timer_.async_wait([this, alive = std::weak_ptr<char>(alive_)](const error_code& error) {
    if (alive.expired() || error) return;
    send_kick();
    beat();
  });
}

void Pacemaker::tick() {
  ticking_ = true;
  tick_timer_.expires_after(ticks_ < first_tick_count ? first_ticks : later_ticks);
  tick_timer_.async_wait([this, alive = std::weak_ptr<char>(alive_)](const error_code& error) {
    if (alive.expired() || error) return;
    ticking_ = hurry_.use_count() > 1;
    if (!ticking_) return;
    ticks_ += 1;
    send_kick();
    nudge();
    tick();
  });
}

void Pacemaker::report_beating() {
  if (const auto beating = std::exchange(beating_, nullptr)) beating();
}

}  // namespace air780
