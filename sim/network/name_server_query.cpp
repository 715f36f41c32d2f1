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

std::vector<boost::asio::ip::address> addresses_in(const std::array<unsigned char, NS_MAXMSG>& answer, int size) {
  std::vector<boost::asio::ip::address> addresses;
  ns_msg message;
  if (::ns_initparse(answer.data(), size, &message) != 0) return addresses;
  for (int i = 0; i < ns_msg_count(message, ns_s_an); ++i) {
    ns_rr record;
    if (::ns_parserr(&message, ns_s_an, i, &record) != 0) break;
    boost::asio::ip::address_v4::bytes_type bytes;
    if (ns_rr_type(record) != ns_t_a || ns_rr_rdlen(record) != bytes.size()) continue;
    std::copy_n(ns_rr_rdata(record), bytes.size(), bytes.begin());
    addresses.emplace_back(boost::asio::ip::address_v4(bytes));
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
  if (size > 0) result.addresses = addresses_in(answer, std::min(size, static_cast<int>(answer.size())));
  if (result.addresses.empty()) result.error = size < 0 ? client.error() : "no IPv4 address in the answer";
  return result;
}

}  // namespace air780
