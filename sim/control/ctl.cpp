#include "sim/control/ctl.h"

#include <fmt/format.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/json.hpp>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace air780 {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;

int fail(int exit_code, const std::string& reason) {
  std::fputs(fmt::format("air780sim ctl: {}\n", reason).c_str(), stderr);
  return exit_code;
}

tcp::socket connect(asio::io_context& context, const Endpoint& control) {
  tcp::socket socket(context);
  try {
    asio::connect(socket, tcp::resolver(context).resolve(control.host, std::to_string(control.port)));
  } catch (const boost::system::system_error& error) {
    throw std::runtime_error(fmt::format("no emulator answers at {} ({}); is it running with --control?",
                                         control.text(), error.code().message()));
  }
  return socket;
}

std::string read_input(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error(fmt::format("{}: {}", path, std::strerror(errno)));
  return {std::istreambuf_iterator<char>(file), {}};
}

void write_output(const std::string& path, const std::string& bytes) {
  if (path.empty()) {
    std::fwrite(bytes.data(), 1, bytes.size(), stdout);
    std::fflush(stdout);
    return;
  }
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << bytes << std::flush;
  if (!file) throw std::runtime_error(fmt::format("{}: {}", path, std::strerror(errno)));
}

std::string error_text(const http::response<http::string_body>& response) {
  boost::system::error_code failed;
  const boost::json::value body = boost::json::parse(response.body(), failed);
  const boost::json::value* text = !failed && body.is_object() ? body.get_object().if_contains("error") : nullptr;
  if (text && text->is_string()) return std::string(std::string_view(text->get_string()));
  return fmt::format("the emulator answers {}", response.result_int());
}

// What the asker got wrong, in contrast to what the module would not do.
bool is_error_of_use(unsigned status) { return status == 400 || status == 401 || status == 403 || status == 405; }

int ask(const CtlOptions& options) {
  asio::io_context context;
  tcp::socket socket = connect(context, options.control);
  http::request<http::string_body> request;
  request.method_string(options.method);
  request.target(options.target);
  request.set(http::field::host, options.control.text());
  request.set(http::field::content_type, "application/octet-stream");
  if (!options.token.empty()) request.set(http::field::authorization, "Bearer " + options.token);
  request.body() = options.body_file ? read_input(*options.body_file) : options.body;
  request.prepare_payload();
  http::write(socket, request);
  beast::flat_buffer buffer;
  http::response_parser<http::string_body> parser;
  parser.body_limit(boost::none);
  http::read(socket, buffer, parser);
  const unsigned status = parser.get().result_int();
  if (status >= 300) return fail(is_error_of_use(status) ? 2 : 1, error_text(parser.get()));
  write_output(options.output, parser.get().body());
  return 0;
}

int print_events(const CtlOptions& options) {
  asio::io_context context;
  beast::websocket::stream<tcp::socket> stream(connect(context, options.control));
  stream.set_option(beast::websocket::stream_base::decorator([&options](beast::websocket::request_type& request) {
    if (!options.token.empty()) request.set(http::field::authorization, "Bearer " + options.token);
  }));
  boost::system::error_code error;
  beast::websocket::response_type response;
  stream.handshake(response, options.control.text(), options.target, error);
  if (error) return fail(2, fmt::format("the emulator answers {} to {}", response.result_int(), options.target));
  for (;;) {
    beast::flat_buffer message;
    stream.read(message, error);
    // The emulator ended, or dropped a reader that was too slow.
    if (error) return 0;
    write_output({}, beast::buffers_to_string(message.data()) + "\n");
  }
}

}  // namespace

boost::system::result<Endpoint, std::string> parse_control_url(std::string_view text) {
  constexpr std::string_view scheme = "http://";
  std::string_view address = text;
  if (address.starts_with(scheme)) address.remove_prefix(scheme.size());
  if (address.ends_with('/')) address.remove_suffix(1);
  auto endpoint = parse_listen_endpoint(address);
  if (endpoint && endpoint->port != 0) return endpoint;
  return fmt::format("'{}' is not allowed; http://HOST:PORT, HOST:PORT or PORT is", text);
}

int ctl(const CtlOptions& options) {
  try {
    return options.event_stream ? print_events(options) : ask(options);
  } catch (const std::exception& error) {
    return fail(2, error.what());
  }
}

}  // namespace air780
