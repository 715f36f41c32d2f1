// The PDP contexts: what AT+CGDCONT defines and AT+CGACT activates (at-reference §4.2). State only; what a loss of a
// context does to links is NetworkService's business. Owned by NetworkService; one thread.
#pragma once

#include <map>
#include <string>

namespace air780 {

struct PdpContext {
  std::string type = "IP";
  std::string apn;
  std::string requested_address;
  int auth_protocol = 0;  // AT+CGAUTH: 0 none, 1 PAP, 2 CHAP
  std::string user;
  std::string password;
  bool active = false;
  std::string address;  // while active
};

class PacketDomain {
 public:
  static constexpr int default_context = 1;

  explicit PacketDomain(std::string network_apn) : network_apn_(std::move(network_apn)) { reset(); }

  const std::map<int, PdpContext>& contexts() const { return contexts_; }
  PdpContext* find(int cid);
  // Defines the context or changes its definition; an active one goes on with its old address.
  PdpContext& define(int cid) { return contexts_[cid]; }
  void undefine(int cid) { contexts_.erase(cid); }

  bool attached() const { return attached_; }
  void set_attached(bool attached) { attached_ = attached; }

  // The context gets an address, a new one each time, as a network gives it.
  void activate(PdpContext& context);
  void deactivate(PdpContext& context);
  void deactivate_all();
  bool any_active() const;
  // The address of the first active context; empty when none is.
  std::string address() const;

  // Power-on: detached, and the one context the network's APN gives (C5, C6).
  void reset();

 private:
  const std::string network_apn_;
  std::map<int, PdpContext> contexts_;
  bool attached_ = false;
  int addresses_given_ = 0;
};

}  // namespace air780
