#include "protocol/cellular/packet_domain.h"

#include <algorithm>

#include <fmt/format.h>

#include "protocol/cellular/ip_address.h"

namespace air780 {

PdpContext* PacketDomain::find(int cid) {
  const auto found = contexts_.find(cid);
  return found == contexts_.end() ? nullptr : &found->second;
}

void PacketDomain::activate(PdpContext& context) {
  if (context.active) return;
  const int n = addresses_given_++;
  context.active = true;
  if (context.apn.empty()) context.apn = network_apn_;
  const bool has_ipv6 = context.type == "IPV6" || context.type == "IPV4V6";
  const bool has_ipv4 = context.type != "IPV6" && context.type != "Non-IP";
  const bool chosen = is_ipv4(context.requested_address) && context.requested_address != "0.0.0.0";
  if (has_ipv4) {
    context.ipv4 = chosen ? context.requested_address : fmt::format("10.76.{}.{}", (1 + n / 200) % 256, 35 + n % 200);
  }
  // The prefix of the manual's example, CGPADDR.
  if (has_ipv6) context.ipv6 = fmt::format("36.14.4.108.140.129.135.84.0.1.0.1.82.198.{}.{}", n / 256 % 256, n % 256);
}

void PacketDomain::deactivate(PdpContext& context) {
  context.active = false;
  context.ipv4.clear();
  context.ipv6.clear();
}

void PacketDomain::deactivate_all() {
  for (auto& [cid, context] : contexts_) deactivate(context);
}

bool PacketDomain::any_active() const {
  return std::ranges::any_of(contexts_, [](const auto& entry) { return entry.second.active; });
}

std::string PacketDomain::address() const {
  for (const auto& [cid, context] : contexts_) {
    if (!context.address().empty()) return context.address();
  }
  return {};
}

PdpContext PacketDomain::default_definition() const {
  PdpContext context;
  context.apn = private_network_ ? private_network_->apn : network_apn_;
  if (!private_network_) return context;
  context.auth_protocol = private_network_->auth_protocol;
  context.user = private_network_->user;
  context.password = private_network_->password;
  return context;
}

void PacketDomain::use_private_network(const std::optional<PrivateNetwork>& chosen) {
  private_network_ = chosen;
  contexts_[default_context] = default_definition();
}

void PacketDomain::reset() {
  contexts_.clear();
  contexts_[default_context] = default_definition();
  attached_ = false;
}

}  // namespace air780
