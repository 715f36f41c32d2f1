#include "sim/control/http_connection.h"

#include <sys/socket.h>

#include <algorithm>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <cerrno>
#include <optional>
#include <utility>

#include "sim/control/event_socket.h"
#include "sim/control/route_handlers.h"

namespace air780 {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using boost::system::error_code;

// The most that any route takes; its own limit is looked at when the route is known.
std::size_t largest_body() {
  std::size_t most = 0;
  for (const ControlRoute& route : control_routes()) most = std::max(most, route.most_body);
  return most;
}

ControlResponse too_large(std::size_t most) {
  return error_response(413, most == 0 ? "no body is taken here"
                                       : "the body is too large; " + std::to_string(most) + " bytes are allowed");
}

class HttpConnection final : public Connection, public std::enable_shared_from_this<HttpConnection> {
 public:
  HttpConnection(tcp::socket socket, const ConnectionPorts& ports) : stream_(std::move(socket)), ports_(ports) {}

  void read_request();
  void close() override;

 private:
  void header_came(error_code error);
  void read_body(const ControlRoute& route);
  void answer(const ControlRoute& route);
  void open_event_socket();
  void wait_for(std::unique_ptr<PendingAnswer> pending);
  void watch_for_end();
  void respond(ControlResponse response);
  void refuse_and_close(ControlResponse response);
  void refuse_unreadable(error_code error);
  void drain();

  beast::tcp_stream stream_;
  const ConnectionPorts& ports_;
  beast::flat_buffer buffer_;
  std::optional<http::request_parser<http::string_body>> parser_;
  ControlRequest request_;
  std::unique_ptr<PendingAnswer> pending_;
  std::optional<http::response<http::string_body>> response_;
  bool last_response_ = false;  // what the client sends from here on cannot be understood
  bool closed_ = false;
};

void HttpConnection::read_request() {
  parser_.emplace();
  parser_->header_limit(static_cast<std::uint32_t>(ports_.limits.header_bytes));
  parser_->body_limit(largest_body());
  stream_.expires_after(ports_.limits.request);
  http::async_read_header(stream_, buffer_, *parser_, [self = shared_from_this()](error_code error, std::size_t) {
    if (!self->closed_) self->header_came(error);
  });
}

void HttpConnection::header_came(error_code error) {
  if (error) return refuse_unreadable(error);
  const auto& message = parser_->get();
  if (message.version() == 11 && message[http::field::host].empty()) {
    return refuse_and_close(error_response(400, "the header Host is missing"));
  }
  const RequestCredentials credentials{message[http::field::host], message[http::field::origin],
                                       message[http::field::authorization]};
  if (auto refusal = refuse(ports_.access, credentials)) return refuse_and_close(std::move(*refusal));
  auto target = parse_request_target(message.target());
  if (!target) return refuse_and_close(error_response(400, "the request's target is no path"));
  request_ = {std::string(message.method_string()),
              std::move(*target),
              std::string(message[http::field::content_type]),
              {},
              {}};
  const auto route = find_route(request_);
  if (!route) return refuse_and_close(route.error());
  if ((*route)->event_stream && beast::websocket::is_upgrade(message)) return open_event_socket();
  read_body(**route);
}

void HttpConnection::read_body(const ControlRoute& route) {
  if (parser_->is_done()) return answer(route);
  if (parser_->content_length().value_or(0) > route.most_body) return refuse_and_close(too_large(route.most_body));
  parser_->body_limit(route.most_body);
  if (beast::iequals(parser_->get()[http::field::expect], "100-continue")) {
    // It goes out at once or the client sends the body after a second all the same.
    constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    ::send(stream_.socket().native_handle(), go_on.data(), go_on.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
  }
  http::async_read(stream_, buffer_, *parser_, [self = shared_from_this(), &route](error_code error, std::size_t) {
    if (self->closed_) return;
    if (error) return self->refuse_unreadable(error);
    self->answer(route);
  });
}

void HttpConnection::refuse_unreadable(error_code error) {
  if (error == http::error::header_limit || error == http::error::buffer_overflow) {
    return refuse_and_close(error_response(431, "the header is too large"));
  }
  if (error == http::error::body_limit) return refuse_and_close(error_response(413, "the body is too large"));
  const bool left = error == http::error::end_of_stream || error == http::error::partial_message ||
                    error.category() != http::make_error_code(http::error::end_of_stream).category();
  if (left) return close();
  refuse_and_close(error_response(400, "this is no HTTP request: " + error.message()));
}

void HttpConnection::answer(const ControlRoute& route) {
  request_.body = std::move(parser_->get().body());
  ControlAnswer answer = route.handler(ports_.controlled, request_);
  if (auto* response = std::get_if<ControlResponse>(&answer)) return respond(std::move(*response));
  wait_for(std::move(std::get<std::unique_ptr<PendingAnswer>>(answer)));
}

void HttpConnection::open_event_socket() {
  const auto since = first_event_of_stream(ports_.controlled, request_);
  if (!since) return refuse_and_close(since.error());
  const auto socket = std::make_shared<EventSocket>(std::move(stream_), ports_.log, ports_.controlled.events, *since);
  ports_.open.add(socket);
  socket->start(parser_->release());
}

// --- answers that come later ----------------------------------------------------------------------------------------

void HttpConnection::wait_for(std::unique_ptr<PendingAnswer> pending) {
  pending_ = std::move(pending);
  // Keeps this connection until the answer comes or the question is taken back.
  pending_->answer = [self = shared_from_this()](ControlResponse response) { self->respond(std::move(response)); };
  stream_.expires_never();
  watch_for_end();
}

// A client that goes away takes its question back.
void HttpConnection::watch_for_end() {
  stream_.socket().async_wait(tcp::socket::wait_read, [self = shared_from_this()](error_code error) {
    if (error || !self->pending_) return;
    char next = 0;
    const ssize_t size = ::recv(self->stream_.socket().native_handle(), &next, 1, MSG_PEEK | MSG_DONTWAIT);
    // When it has sent the next request already, its end is noticed behind that.
    if (size == 0 || (size < 0 && errno != EAGAIN)) self->close();
  });
}

// --- responses ------------------------------------------------------------------------------------------------------

void HttpConnection::respond(ControlResponse response) {
  pending_.reset();
  auto& message = response_.emplace(http::int_to_status(static_cast<unsigned>(response.status)),
                                    parser_->get().version() == 10 ? 10 : 11);
  message.set(http::field::cache_control, "no-store");
  message.set("X-Content-Type-Options", "nosniff");
  if (!response.content_type.empty()) message.set(http::field::content_type, response.content_type);
  for (const auto& [name, value] : response.headers) message.set(name, value);
  message.keep_alive(!last_response_ && parser_->keep_alive());
  message.body() = std::move(response.body);
  message.prepare_payload();
  stream_.expires_after(ports_.limits.response);
  http::async_write(stream_, message, [self = shared_from_this()](error_code error, std::size_t) {
    if (self->closed_) return;
    if (error) return self->close();
    if (self->response_->keep_alive()) return self->read_request();
    self->drain();
  });
}

void HttpConnection::refuse_and_close(ControlResponse response) {
  last_response_ = true;
  respond(std::move(response));
}

// Closing while the client still sends would reset the connection, and it might never see the response.
void HttpConnection::drain() {
  error_code ignored;
  stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
  buffer_.clear();
  stream_.async_read_some(buffer_.prepare(16 * 1024), [self = shared_from_this()](error_code error, std::size_t) {
    if (error || self->closed_) return self->close();
    self->drain();
  });
}

void HttpConnection::close() {
  closed_ = true;
  pending_.reset();
  stream_.close();
}

}  // namespace

void serve_http(tcp::socket socket, const ConnectionPorts& ports) {
  const auto connection = std::make_shared<HttpConnection>(std::move(socket), ports);
  ports.open.add(connection);
  connection->read_request();
}

}  // namespace air780
