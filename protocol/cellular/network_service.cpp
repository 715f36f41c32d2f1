#include "protocol/cellular/network_service.h"

#include <vector>

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace air780 {

NetworkService::NetworkService(Scheduler& scheduler, Outbox& outbox, const EventStream& events,
                               const ModelProfile& profile)
    : scheduler_(scheduler),
      outbox_(outbox),
      quirks_(profile.quirks),
      registration_(outbox, events),
      packet_domain_(profile.apn),
      scene_(events),
      // 27 to 60 ms of the module's 7 s (C3, C8).
      network_time_delay_(profile.timing.boot / 200),
      search_(scheduler),
      network_time_(scheduler) {}

void NetworkService::radio_on(Duration delay) {
  if (radio_on_) return;
  radio_on_ = true;
  registration_.set_status(RegistrationStatus::searching);
  search_.start(delay, [this] { register_now(); });
  // Set going here, so that a late search does not make it later still: the boot sequence ends right after it.
  network_time_.start(delay + network_time_delay_, [this] { send_network_time(); });
}

void NetworkService::register_now() {
  outbox_.unsolicited("^MODE: 17,17");
  outbox_.unsolicited("+E_UTRAN Service");
  registration_.set_status(RegistrationStatus::home);
  attach();
}

void NetworkService::send_network_time() {
  if (network_time_told) network_time_told();
  // Date and time in UTC while the zone says +8 h in quarters: so the module prints it (C3, C9).
  outbox_.unsolicited(fmt::format("+NITZ: {:%y/%m/%d,%H:%M:%S}+32,0", scheduler_.utc()));
}

void NetworkService::radio_off() {
  if (!radio_on_) return;
  radio_on_ = false;
  search_.stop();
  network_time_.stop();
  detach();
  registration_.set_status(RegistrationStatus::not_registered);
}

bool NetworkService::attach() {
  if (!registration_.registered()) return false;
  packet_domain_.set_attached(true);
  if (packet_domain_.any_active()) return true;
  return packet_domain_.find(PacketDomain::default_context) == nullptr || activate(PacketDomain::default_context);
}

void NetworkService::detach() {
  std::vector<int> active;
  for (const auto& [cid, context] : packet_domain_.contexts()) {
    if (context.active) active.push_back(cid);
  }
  for (const int cid : active) drop(cid, By::module);
  packet_domain_.set_attached(false);
}

bool NetworkService::activate(int cid) {
  PdpContext* context = packet_domain_.find(cid);
  if (!context || !registration_.registered()) return false;
  packet_domain_.set_attached(true);
  if (context->active) return true;
  packet_domain_.activate(*context);
  outbox_.unsolicited(fmt::format("+CGEV: ME PDN ACT {}", cid));
  return true;
}

void NetworkService::deactivate(int cid) { drop(cid, By::module); }
void NetworkService::network_deactivates(int cid) { drop(cid, By::network); }

void NetworkService::drop(int cid, By by) {
  PdpContext* context = packet_domain_.find(cid);
  if (!context || !context->active) return;
  packet_domain_.deactivate(*context);
  outbox_.unsolicited(fmt::format("+CGEV: {} PDN DEACT {}", by == By::module ? "ME" : "NW", cid));
  if (packet_domain_.any_active()) return;
  if (scene_.up()) {
    scene_.set_state(Scene::State::pdp_deact);
    if (by == By::network) outbox_.unsolicited("+PDP: DEACT");
  }
  if (bearer_lost) bearer_lost();
}

bool NetworkService::ensure_bearer() {
  if (packet_domain_.any_active()) return true;
  PdpContext* context = packet_domain_.find(PacketDomain::default_context);
  if (!quirks_.pdn_auto_reactivate || !packet_domain_.attached() || !context) return false;
  packet_domain_.activate(*context);
  return true;
}

void NetworkService::shut_scene() { scene_.set_state(Scene::State::ip_initial); }

void NetworkService::reset() {
  radio_on_ = false;
  search_.stop();
  network_time_.stop();
  registration_.reset();
  packet_domain_.reset();
  scene_.reset();
}

}  // namespace air780
