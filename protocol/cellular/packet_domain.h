// The PDP contexts: what AT+CGDCONT defines and AT+CGACT activates (at-reference §4.2). State only; what a loss of a
// context does to links is NetworkService's business. Owned by NetworkService; one thread.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace air780 {

struct PdpContext {
  std::string type = "IP";
  std::string apn;
  std::string requested_address;
  int auth_protocol = 0;  // AT+CGAUTH: 0 none, 1 PAP, 2 CHAP
  std::string user;
  std::string password;
  bool active = false;
  // While it is active, as its type has them: dotted decimals, four or sixteen of them. Else empty.
  std::string ipv4;
  std::string ipv6;
  // The one that is told where there is room for one only.
  const std::string& address() const { return ipv4.empty() ? ipv6 : ipv4; }
};

class PacketDomain {
 public:
  static constexpr int default_context = 1;
  // The name servers that the network gives (manual, CDNSCFG).
  static constexpr std::array<std::string_view, 2> name_servers = {"211.136.112.50", "211.136.150.66"};

  explicit PacketDomain(const std::string& network_apn) : network_apn_(network_apn) { reset(); }

  // AT+CPNETAPN: the access point and its authentication that context 1 has from power-on on, instead of what the
  // network gives. Its definition is that at once, so it must not be active.
  struct PrivateNetwork {
    std::string apn;
    std::string user;
    std::string password;
    int auth_protocol = 0;
  };
  void use_private_network(const std::optional<PrivateNetwork>& chosen);
  // Likewise, from the next reset on.
  void forget_private_network() { private_network_.reset(); }
  const std::optional<PrivateNetwork>& private_network() const { return private_network_; }

  const std::map<int, PdpContext>& contexts() const { return contexts_; }
  PdpContext* find(int cid);
  // Defines the context or changes its definition; an active one goes on with its old address.
  PdpContext& define(int cid) { return contexts_[cid]; }
  void undefine(int cid) { contexts_.erase(cid); }

  bool attached() const { return attached_; }
  void set_attached(bool attached) { attached_ = attached; }

  // The context gets its addresses: the one that was asked for by AT+CGDCONT, or a new one each time.
  void activate(PdpContext& context);
  void deactivate(PdpContext& context);
  void deactivate_all();
  bool any_active() const;
  // The address of the first active context that has one; empty when none is active.
  std::string address() const;

  // Power-on: detached, and the one context the network's APN gives (C5, C6), or the private one.
  void reset();

 private:
  PdpContext default_definition() const;

  const std::string network_apn_;
  std::optional<PrivateNetwork> private_network_;
  std::map<int, PdpContext> contexts_;
  bool attached_ = false;
  int addresses_given_ = 0;
};

}  // namespace air780
