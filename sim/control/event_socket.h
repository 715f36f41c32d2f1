// A WebSocket to which every event is sent, one text message each. It reads from the EventLog at its own pace; a client
// that falls so far behind that the log has forgotten what comes next is dropped, so that the module never waits.
// Owned by its own asynchronous operations and the connection it came from; one thread, the one that runs the
// io_context.
#pragma once

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <cstdint>
#include <memory>
#include <string>

#include "sim/control/connection.h"

namespace air780 {

class EventSocket final : public Connection, private EventFollower, public std::enable_shared_from_this<EventSocket> {
 public:
  using UpgradeRequest = boost::beast::http::request<boost::beast::http::string_body>;

  // Begins with the event behind number `since`.
  EventSocket(boost::beast::tcp_stream stream, Log& log, EventLog& events, std::uint64_t since);
  ~EventSocket() override;

  // Completes the handshake; once, on a shared object.
  void start(UpgradeRequest request);
  void close() override;

 private:
  void event_kept(const KeptEvent& kept) override;
  void read();
  void write_soon();
  void write_next();
  void drop();
  void leave();

  boost::beast::websocket::stream<boost::beast::tcp_stream> stream_;
  Log& log_;
  EventLog& events_;
  std::uint64_t sent_;  // the number of the last event that was written, or is being
  bool following_ = false;
  bool closed_ = false;
  bool busy_ = false;  // a write is under way or will be soon
  std::string message_;
  boost::beast::flat_buffer received_;
};

}  // namespace air780
