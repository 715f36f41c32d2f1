#include "sim/network/name_server_query.h"

#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <netdb.h>
#include <netinet/in.h>
#include <resolv.h>

#include <algorithm>
#include <array>
#include <boost/asio/ip/address_v4.hpp>

namespace air780 {
namespace {

// The client's own state, with nothing of /etc/resolv.conf but its options.
class Client {
 public:
  explicit Client(const std::vector<Endpoint>& servers) : usable_(::res_ninit(&state_) == 0) {
    state_.nscount = 0;
    for (const Endpoint& server : servers) {
      if (state_.nscount == MAXNS) break;
      sockaddr_in& address = state_.nsaddr_list[state_.nscount++];
      address = {};
      address.sin_family = AF_INET;
      address.sin_port = htons(server.port);
      ::inet_pton(AF_INET, server.host.c_str(), &address.sin_addr);
    }
    state_.retrans = 2;
    state_.retry = 2;
  }
  ~Client() { ::res_nclose(&state_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  // The answer's size, or -1 with error() set.
  int ask(const std::string& host, std::array<unsigned char, NS_MAXMSG>& answer) {
    if (!usable_) return -1;
    return ::res_nquery(&state_, host.c_str(), ns_c_in, ns_t_a, answer.data(), static_cast<int>(answer.size()));
  }
  std::string error() const { return ::hstrerror(state_.res_h_errno); }

 private:
  struct __res_state state_ {};
  bool usable_;
};

// Reads a DNS message from its front (RFC 1035 §4.1). What is read behind the end is nought, and good() is false.
class Reader {
 public:
  Reader(const unsigned char* message, std::size_t size) : at_(message), end_(message + size) {}

  bool good() const { return good_; }
  unsigned number() {
    if (!has(2)) return 0;
    const unsigned value = static_cast<unsigned>(at_[0]) << 8U | at_[1];
    at_ += 2;
    return value;
  }
  void skip(std::size_t bytes) {
    if (has(bytes)) at_ += bytes;
  }
  void skip_name() {
    const int length = good_ ? ::dn_skipname(at_, end_) : -1;
    good_ = length >= 0;
    if (good_) at_ += length;
  }
  boost::asio::ip::address_v4 address() {
    boost::asio::ip::address_v4::bytes_type bytes{};
    if (has(bytes.size())) std::copy_n(at_, bytes.size(), bytes.begin());
    skip(bytes.size());
    return boost::asio::ip::address_v4(bytes);
  }

 private:
  bool has(std::size_t bytes) {
    good_ = good_ && static_cast<std::size_t>(end_ - at_) >= bytes;
    return good_;
  }

  const unsigned char* at_;
  const unsigned char* end_;
  bool good_ = true;
};

std::vector<boost::asio::ip::address> addresses_in(const unsigned char* message, std::size_t size) {
  std::vector<boost::asio::ip::address> addresses;
  Reader reader(message, size);
  reader.skip(4);  // id and flags
  unsigned questions = reader.number();
  unsigned records = reader.number();
  reader.skip(4);  // the counts of the other sections
  for (; questions > 0 && reader.good(); --questions) {
    reader.skip_name();
    reader.skip(4);  // type and class
  }
  for (; records > 0 && reader.good(); --records) {
    reader.skip_name();
    const unsigned type = reader.number();
    reader.skip(6);  // class and time to live
    const unsigned length = reader.number();
    if (type != ns_t_a || length != 4) {
      reader.skip(length);
      continue;
    }
    const auto address = reader.address();
    if (reader.good()) addresses.emplace_back(address);
  }
  return addresses;
}

}  // namespace

SystemAnswer ask_name_servers(const std::string& host, const std::vector<Endpoint>& servers) {
  Client client(servers);
  std::array<unsigned char, NS_MAXMSG> answer;
  const int size = client.ask(host, answer);
  SystemAnswer result;
  // The answer may be longer than what of it was kept.
  if (size > 0) result.addresses = addresses_in(answer.data(), std::min(static_cast<std::size_t>(size), answer.size()));
  if (result.addresses.empty()) result.error = size < 0 ? client.error() : "no IPv4 address in the answer";
  return result;
}

}  // namespace air780
