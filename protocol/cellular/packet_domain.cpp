#include "protocol/cellular/packet_domain.h"

#include <algorithm>

#include <fmt/format.h>

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
  context.address = fmt::format("10.76.{}.{}", (1 + n / 200) % 256, 35 + n % 200);
}

void PacketDomain::deactivate(PdpContext& context) {
  context.active = false;
  context.address.clear();
}

void PacketDomain::deactivate_all() {
  for (auto& [cid, context] : contexts_) deactivate(context);
}

bool PacketDomain::any_active() const {
  return std::ranges::any_of(contexts_, [](const auto& entry) { return entry.second.active; });
}

std::string PacketDomain::address() const {
  for (const auto& [cid, context] : contexts_) {
    if (context.active) return context.address;
  }
  return {};
}

void PacketDomain::reset() {
  contexts_.clear();
  contexts_[default_context].apn = network_apn_;
  attached_ = false;
}

}  // namespace air780
