#include "test/unit/control/server_rig.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cerrno>
#include <chrono>
#include <stdexcept>

namespace air780 {
namespace {

// Decides only when a failure is told.
constexpr std::chrono::seconds patience(10);

class Patience {
 public:
  void check(const char* what) const {
    if (std::chrono::steady_clock::now() > until_) throw std::runtime_error(std::string("waited in vain for ") + what);
  }

 private:
  std::chrono::steady_clock::time_point until_ = std::chrono::steady_clock::now() + patience;
};

}  // namespace

ServerRig::ServerRig(const ServerLimits& limits, const std::string& token) {
  auto opened = ControlServer::open(io, log, Endpoint{"127.0.0.1", 0}, AccessRules{.token = token}, limits);
  if (!opened) throw std::runtime_error(opened.error());
  server = std::move(*opened);
  server->start(module.scheduler, module.events, module.module, faults);
}

void ServerRig::work() {
  io.restart();
  io.run_one_for(std::chrono::milliseconds(1));
  io.poll();
  module.advance(std::chrono::milliseconds(1));
}

RawClient::RawClient(ServerRig& rig, int receive_buffer)
    : rig_(rig), socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  if (receive_buffer > 0) {
    ::setsockopt(socket_.get(), SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
  }
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(rig.port());
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
    throw std::runtime_error("cannot connect");
  }
}

bool RawClient::send(std::string_view bytes) {
  const Patience patient;
  while (!bytes.empty()) {
    const ssize_t size = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (size > 0) bytes.remove_prefix(static_cast<std::size_t>(size));
    if (size < 0 && errno != EAGAIN) return false;
    if (size < 0) rig_.work();
    patient.check("the server to read");
  }
  return true;
}

bool RawClient::receive() {
  rig_.work();
  char bytes[16 * 1024];
  const ssize_t size = ::recv(socket_.get(), bytes, sizeof bytes, MSG_DONTWAIT);
  if (size > 0) received_.append(bytes, static_cast<std::size_t>(size));
  return size > 0 || (size < 0 && errno == EAGAIN);
}

void RawClient::receive_at_least(std::size_t size) {
  const Patience patient;
  while (received_.size() < size) {
    if (!receive()) throw std::runtime_error("the server closed the connection behind: " + received_);
    patient.check("bytes");
  }
}

std::string RawClient::response() {
  constexpr std::string_view length = "Content-Length: ";
  std::size_t end = std::string::npos;
  while ((end = received_.find("\r\n\r\n")) == std::string::npos) receive_at_least(received_.size() + 1);
  end += 4;
  const std::size_t field = received_.substr(0, end).find(length);
  if (field != std::string::npos) end += std::stoul(received_.substr(field + length.size()));
  receive_at_least(end);
  std::string whole = received_.substr(0, end);
  received_.erase(0, end);
  return whole;
}

std::string RawClient::until_closed() {
  const Patience patient;
  while (receive()) patient.check("the server to close");
  return std::exchange(received_, {});
}

// RFC 6455 §5.2, unmasked text frames, which is all that our server sends.
std::string RawClient::message() {
  receive_at_least(2);
  const auto byte = [this](std::size_t at) {
    return static_cast<std::size_t>(static_cast<unsigned char>(received_[at]));
  };
  if (byte(0) != 0x81) throw std::runtime_error("no whole text message");
  std::size_t header = 2;
  std::size_t size = byte(1);
  if (size >= 126) {
    const std::size_t width = size == 126 ? 2 : 8;
    header += width;
    receive_at_least(header);
    size = 0;
    for (std::size_t i = 2; i < header; ++i) size = size * 256 + byte(i);
  }
  receive_at_least(header + size);
  std::string text = received_.substr(header, size);
  received_.erase(0, header + size);
  return text;
}

void RawClient::end() { ::shutdown(socket_.get(), SHUT_WR); }

std::string http_request(std::string_view method, std::string_view target, std::string_view body,
                         std::string_view more_headers) {
  std::string text = std::string(method) + " " + std::string(target) + " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
  if (!body.empty()) text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  return text + std::string(more_headers) + "\r\n" + std::string(body);
}

int status_of(std::string_view response) {
  if (!response.starts_with("HTTP/1.1 ")) return 0;
  return std::stoi(std::string(response.substr(9, 3)));
}

std::string body_of(std::string_view response) { return std::string(response.substr(response.find("\r\n\r\n") + 4)); }

}  // namespace air780
