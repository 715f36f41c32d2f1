#include "sim/control/event_socket.h"

#include <boost/asio/post.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/json.hpp>
#include <utility>

#include "sim/control/event_json.h"

namespace air780 {

namespace beast = boost::beast;
namespace websocket = beast::websocket;
using boost::system::error_code;

EventSocket::EventSocket(beast::tcp_stream stream, Log& log, EventLog& events, std::uint64_t since)
    : stream_(std::move(stream)), log_(log), events_(events), sent_(since) {}

EventSocket::~EventSocket() { leave(); }

void EventSocket::start(UpgradeRequest request) {
  // From here on the WebSocket keeps the time: pings to a silent client, and an end when it does not answer.
  stream_.next_layer().expires_never();
  stream_.set_option(websocket::stream_base::timeout::suggested(beast::role_type::server));
  stream_.read_message_max(64 * 1024);
  auto kept = std::make_shared<UpgradeRequest>(std::move(request));
  stream_.async_accept(*kept, [self = shared_from_this(), kept](error_code error) {
    if (error || self->closed_) return self->close();
    self->events_.follow(*self);
    self->following_ = true;
    self->read();
    self->write_next();
  });
}

// What the client says means nothing here, but its close and its answers to pings have to be read.
void EventSocket::read() {
  stream_.async_read(received_, [self = shared_from_this()](error_code error, std::size_t) {
    if (error || self->closed_) return self->close();
    self->received_.clear();
    self->read();
  });
}

void EventSocket::event_kept(const KeptEvent&) {
  if (closed_) return;
  if (!events_.reaches_back_to(sent_)) {
    log_.warning("control: a client of /events does not keep up and is dropped");
    return drop();
  }
  if (!busy_) write_soon();
}

// Not at once: the module is in the middle of something.
void EventSocket::write_soon() {
  busy_ = true;
  boost::asio::post(stream_.get_executor(), [self = shared_from_this()] { self->write_next(); });
}

void EventSocket::write_next() {
  busy_ = false;
  if (closed_ || sent_ >= events_.last_number()) return;
  if (!events_.reaches_back_to(sent_)) return close();
  const std::uint64_t oldest = events_.events().front().number();
  const KeptEvent& next = events_.events()[sent_ + 1 - oldest];
  message_ = boost::json::serialize(event_json(next.number(), next.event()));
  sent_ = next.number();
  busy_ = true;
  stream_.text(true);
  stream_.async_write(boost::asio::buffer(message_), [self = shared_from_this()](error_code error, std::size_t) {
    if (error) return self->close();
    self->write_next();
  });
}

void EventSocket::drop() {
  closed_ = true;
  stream_.next_layer().close();
}

void EventSocket::leave() {
  if (std::exchange(following_, false)) events_.leave(*this);
}

void EventSocket::close() {
  if (!closed_) drop();
  leave();
}

}  // namespace air780
