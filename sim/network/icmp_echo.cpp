#include "sim/network/icmp_echo.h"

#include <netinet/in.h>
#include <netinet/ip_icmp.h>
#include <sys/socket.h>

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <cstring>
#include <optional>
#include <utility>
#include <vector>

namespace air780 {
namespace {

namespace asio = boost::asio;

constexpr int usual_ttl = 64;

sockaddr_in socket_address(const asio::ip::address_v4& address) {
  sockaddr_in result{};
  result.sin_family = AF_INET;
  result.sin_addr.s_addr = htonl(address.to_uint());
  return result;
}

// The kernel fills in what tells one program's requests from another's, and the sum.
std::vector<char> request_bytes(std::size_t payload) {
  icmphdr header{};
  header.type = ICMP_ECHO;
  std::vector<char> bytes(sizeof header + payload, 'a');
  std::memcpy(bytes.data(), &header, sizeof header);
  return bytes;
}

// The TTL of the answer that waits; nothing when what waits is no answer.
std::optional<int> take_answer(int socket) {
  std::array<char, 2048> bytes;
  alignas(cmsghdr) std::array<char, 128> control;
  iovec part{bytes.data(), bytes.size()};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  const ssize_t size = ::recvmsg(socket, &message, MSG_DONTWAIT);
  if (size < static_cast<ssize_t>(sizeof(icmphdr)) || bytes[0] != ICMP_ECHOREPLY) return std::nullopt;
  for (const cmsghdr* field = CMSG_FIRSTHDR(&message); field != nullptr;
       field = CMSG_NXTHDR(&message, const_cast<cmsghdr*>(field))) {
    if (field->cmsg_level != IPPROTO_IP || field->cmsg_type != IP_TTL) continue;
    int ttl = 0;
    std::memcpy(&ttl, CMSG_DATA(field), sizeof ttl);
    return ttl;
  }
  return usual_ttl;
}

}  // namespace

IcmpEcho::IcmpEcho(asio::io_context& context, Done done)
    : context_(context), done_(std::move(done)), socket_(context), deadline_(context) {}

void IcmpEcho::start(const asio::ip::address_v4& address, const EchoRequest& request) {
  boost::system::error_code error;
  if (send(address, request, error)) {
    deadline_.expires_after(request.timeout);
    deadline_.async_wait([self = shared_from_this()](const boost::system::error_code& failure) {
      if (!failure) self->finish({});
    });
    return wait_for_answer();
  }
  const bool own = address.is_loopback();
  const std::string detail = own ? std::string() : address.to_string() + ": " + error.message();
  asio::post(context_, [self = shared_from_this(), own, detail] {
    self->finish({own, std::chrono::milliseconds(1), own ? usual_ttl : 0, detail});
  });
}

bool IcmpEcho::send(const asio::ip::address_v4& address, const EchoRequest& request, boost::system::error_code& error) {
  using asio::generic::datagram_protocol;
  socket_.open(datagram_protocol(AF_INET, IPPROTO_ICMP), error);
  if (error) return false;
  constexpr int on = 1;
  ::setsockopt(socket_.native_handle(), IPPROTO_IP, IP_TTL, &request.ttl, sizeof request.ttl);
  ::setsockopt(socket_.native_handle(), IPPROTO_IP, IP_RECVTTL, &on, sizeof on);
  const sockaddr_in target = socket_address(address);
  socket_.connect(datagram_protocol::endpoint(&target, sizeof target, IPPROTO_ICMP), error);
  if (error) return false;
  sent_ = std::chrono::steady_clock::now();
  socket_.send(asio::buffer(request_bytes(request.bytes)), 0, error);
  return !error;
}

void IcmpEcho::wait_for_answer() {
  socket_.async_wait(asio::socket_base::wait_read, [self = shared_from_this()](const boost::system::error_code& error) {
    if (!error && self->done_) self->read_answer();
  });
}

void IcmpEcho::read_answer() {
  const auto ttl = take_answer(socket_.native_handle());
  if (!ttl) return wait_for_answer();
  finish({true, std::chrono::steady_clock::now() - sent_, *ttl, {}});
}

void IcmpEcho::cancel() {
  done_ = nullptr;
  deadline_.cancel();
  boost::system::error_code ignored;
  socket_.close(ignored);
}

void IcmpEcho::finish(EchoReply reply) {
  const Done done = std::exchange(done_, nullptr);
  const auto self = shared_from_this();
  cancel();
  if (done) done(std::move(reply));
}

}  // namespace air780
