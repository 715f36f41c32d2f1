#include "sim/network/tls_link.h"

#include <fmt/format.h>

#include <utility>

namespace air780 {
namespace {

constexpr std::string_view dead_handshake = "the server reset the connection in the TLS handshake";

}  // namespace

TlsLink::TlsLink(Scheduler& scheduler, Log& log, TlsClient::Made client, Duration timeout, const OpenTcp& open_tcp,
                 LinkObserver& observer)
    : log_(log), observer_(observer), timeout_(timeout), timer_(scheduler), life_(std::make_shared<TlsLink*>(this)) {
  if (!client) {
    timer_.start({}, [this, reason = client.error()] { fail(LinkError::Kind::tls, reason); });
    return;
  }
  client_ = std::move(*client);
  tcp_ = open_tcp(*this);
}

TlsLink::~TlsLink() { TlsLink::abort(); }

// --- what the module does ---------------------------------------------------------------------------------------

void TlsLink::write(std::string_view bytes) {
  if (state_ != State::open) return;
  client_->write(bytes);
  send_output();
}

std::size_t TlsLink::unsent() const { return tcp_ ? tcp_->unsent() : 0; }

void TlsLink::pause_reading(bool paused) {
  paused_ = paused;
  if (state_ != State::open) return;
  tcp_->pause_reading(paused);
  // What was received before the pause waits here, not in the system.
  if (!paused) timer_.start({}, [this] { proceed(); });
}

void TlsLink::close() {
  timer_.stop();
  if (state_ == State::open) {
    client_->close();
    send_output();
  }
  state_ = State::gone;
  if (tcp_) tcp_->close();
}

void TlsLink::abort() {
  timer_.stop();
  state_ = State::gone;
  if (tcp_) tcp_->abort();
}

void TlsLink::vanish() {
  timer_.stop();
  state_ = State::gone;
  if (tcp_) tcp_->vanish();
}

// --- what the TCP link tells ------------------------------------------------------------------------------------

void TlsLink::link_opened() {
  state_ = State::handshake;
  timer_.start(timeout_, [this] {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(timeout_);
    fail(LinkError::Kind::timed_out, fmt::format("TLS handshake: no answer within {} s", seconds.count()));
  });
  client_->start();
  proceed();
}

void TlsLink::link_failed(const LinkError& error) {
  state_ = State::gone;
  observer_.link_failed(error);
}

void TlsLink::link_received(std::string_view bytes) {
  client_->receive(bytes);
  proceed();
}

void TlsLink::link_drained() {
  if (state_ == State::open) observer_.link_drained();
}

void TlsLink::link_closed(LinkEnd how) {
  if (how == LinkEnd::closed_by_peer) {
    client_->receive_end();
    // Nothing more can come, so nothing is kept back.
    paused_ = false;
    return proceed();
  }
  if (state_ == State::handshake) return fail(LinkError::Kind::tls, std::string(dead_handshake));
  paused_ = false;
  if (deliver()) end(how);
}

void TlsLink::proceed() {
  send_output();
  if (state_ == State::handshake) {
    if (client_->state() == TlsClient::State::handshake) return;
    if (client_->state() == TlsClient::State::failed) return fail(LinkError::Kind::tls, client_->failure());
    timer_.stop();
    state_ = State::open;
    tcp_->pause_reading(paused_);
    const auto life = std::weak_ptr(life_);
    observer_.link_opened();
    if (life.expired()) return;
  }
  if (state_ != State::open || !deliver()) return;
  if (client_->state() == TlsClient::State::ended) return end(LinkEnd::closed_by_peer);
  if (client_->state() != TlsClient::State::failed) return;
  log_.warning(fmt::format("the TLS link broke: {}", client_->failure()));
  end(LinkEnd::error);
}

bool TlsLink::deliver() {
  if (state_ != State::open) return false;
  if (paused_) return true;
  const std::string plaintext = client_->read();
  send_output();
  if (plaintext.empty()) return true;
  const auto life = std::weak_ptr(life_);
  observer_.link_received(plaintext);
  return !life.expired() && state_ == State::open;
}

void TlsLink::send_output() {
  const std::string output = client_->take_output();
  if (!output.empty() && tcp_) tcp_->write(output);
}

void TlsLink::fail(LinkError::Kind kind, std::string detail) {
  timer_.stop();
  state_ = State::gone;
  // An orderly end, so that the alert that tells the server why still leaves.
  if (tcp_) tcp_->close();
  observer_.link_failed({kind, std::move(detail)});
}

void TlsLink::end(LinkEnd how) {
  timer_.stop();
  state_ = State::gone;
  client_->close();
  send_output();
  tcp_->close();
  observer_.link_closed(how);
}

}  // namespace air780
