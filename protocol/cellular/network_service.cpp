#include "protocol/cellular/network_service.h"

#include <utility>
#include <vector>

#include <fmt/format.h>

#include "protocol/cellular/network_lines.h"

namespace air780 {
namespace {

// 3GPP TS 24.301 Annex A: "PLMN not allowed".
constexpr int plmn_not_allowed = 11;

}  // namespace

NetworkService::NetworkService(Scheduler& scheduler, Outbox& outbox, const EventStream& events,
                               const ModelProfile& profile)
    : scheduler_(scheduler),
      outbox_(outbox),
      profile_(profile),
      registration_(outbox, events),
      operator_choice_(profile),
      packet_domain_(profile.apn),
      packet_events_(outbox),
      scene_(events),
      signal_(outbox, profile),
      // 27 to 60 ms of the module's 7 s (C3, C8).
      network_time_delay_(profile.timing.boot / 200),
      search_(scheduler),
      network_time_(scheduler) {}

// --- registration ---------------------------------------------------------------------------------------------------

void NetworkService::radio_on(Duration delay) {
  if (radio_on_) return;
  radio_on_ = true;
  if (sim_usable_) set_registration(without_network());
  search(delay);
}

void NetworkService::search(Duration delay) {
  if (!receives_networks() || !operator_choice_.may_register()) return;
  search_.start(delay, [this] { register_now(); });
  // Set going here, so that a late search does not make it later still: the boot sequence ends right after it.
  network_time_.start(delay + network_time_delay_, [this] { send_network_time(); });
}

// As long as after AT+CFUN=1 (C3: 1.5 s of the 7 s that a boot takes).
void NetworkService::search_again() { search(profile_.timing.boot / 5); }

void NetworkService::set_registration(RegistrationStatus status, int reject_cause) {
  registration_.set_status(status, reject_cause);
  signal_.set_received(registration_.registered());
}

RegistrationStatus NetworkService::without_network() const {
  const bool searches = operator_choice_.mode() != OperatorChoice::Mode::deregistered;
  return searches ? RegistrationStatus::searching : RegistrationStatus::not_registered;
}

void NetworkService::select_automatically() {
  operator_choice_.set(OperatorChoice::Mode::automatic);
  if (!radio_on_ || !sim_usable_ || registration_.registered() || search_.running()) return;
  set_registration(without_network());
  search_again();
}

void NetworkService::deregister() {
  operator_choice_.set(OperatorChoice::Mode::deregistered);
  lose_registration(RegistrationStatus::not_registered);
  detach();
}

NetworkService::Selection NetworkService::select(const Operator* wanted, OperatorChoice::Mode mode) {
  if (wanted && wanted->allowed) {
    select_automatically();
    operator_choice_.set(mode);
    return reachable() ? Selection::selected : Selection::not_found;
  }
  if (mode == OperatorChoice::Mode::manual_or_automatic) {
    select_automatically();
    return Selection::selected;
  }
  operator_choice_.set(mode, false);
  if (wanted) {
    lose_registration(RegistrationStatus::denied, plmn_not_allowed);
  } else {
    lose_registration(RegistrationStatus::searching);
  }
  detach();
  return wanted ? Selection::denied : Selection::not_found;
}

void NetworkService::register_now() {
  outbox_.unsolicited("^MODE: 17,17");
  outbox_.unsolicited("+E_UTRAN Service");
  set_registration(RegistrationStatus::home);
  attach_was_refused_ = !attach();
}

void NetworkService::send_network_time() {
  if (network_time_told) network_time_told();
  outbox_.unsolicited(network_time_line(profile_.quirks.nitz, scheduler_.utc()));
}

void NetworkService::set_coverage(bool covered) {
  if (covered == covered_) return;
  covered_ = covered;
  if (!covered) return lose_registration(without_network());
  search_again();
}

void NetworkService::set_sim_usable(bool usable) {
  if (usable == sim_usable_) return;
  sim_usable_ = usable;
  if (!usable) {
    lose_registration(RegistrationStatus::not_registered);
    return detach();
  }
  if (!radio_on_) return;
  set_registration(without_network());
  search_again();
}

void NetworkService::lose_registration(RegistrationStatus status, int reject_cause) {
  search_.stop();
  network_time_.stop();
  const bool was_registered = registration_.registered();
  if (radio_on_) set_registration(status, reject_cause);
  if (!was_registered) return;
  outbox_.unsolicited("^MODE: 0,0");
  outbox_.unsolicited("+NO Service");
}

void NetworkService::radio_off() {
  if (!radio_on_) return;
  radio_on_ = false;
  search_.stop();
  network_time_.stop();
  detach();
  set_registration(RegistrationStatus::not_registered);
}

// --- packet domain --------------------------------------------------------------------------------------------------

bool NetworkService::attach() {
  if (!registration_.registered()) return false;
  if (packet_domain_.any_active()) return true;
  // In LTE nobody is attached without a context.
  if (contexts_refused_) return false;
  packet_domain_.set_attached(true);
  return packet_domain_.find(PacketDomain::default_context) == nullptr || activate(PacketDomain::default_context);
}

void NetworkService::set_contexts_refused(bool refused) {
  contexts_refused_ = refused;
  if (!refused && std::exchange(attach_was_refused_, false)) attach();
}

void NetworkService::network_detaches() {
  if (!packet_domain_.attached()) return;
  const bool had_bearer = packet_domain_.any_active();
  packet_domain_.deactivate_all();
  packet_domain_.set_attached(false);
  packet_events_.tell("NW DETACH");
  if (had_bearer) last_context_is_lost(By::network);
}

void NetworkService::drop_all(By by) {
  std::vector<int> active;
  for (const auto& [cid, context] : packet_domain_.contexts()) {
    if (context.active) active.push_back(cid);
  }
  for (const int cid : active) drop(cid, by);
}

void NetworkService::detach() {
  drop_all(By::module);
  packet_domain_.set_attached(false);
}

bool NetworkService::activate(int cid) {
  PdpContext* context = packet_domain_.find(cid);
  if (!context || !registration_.registered()) return false;
  if (context->active) return true;
  if (contexts_refused_) return false;
  packet_domain_.set_attached(true);
  packet_domain_.activate(*context);
  packet_events_.tell(fmt::format("ME PDN ACT {}{}", cid, profile_.quirks.cgev_reason ? ",0" : ""));
  return true;
}

void NetworkService::deactivate(int cid) { drop(cid, By::module); }
void NetworkService::network_deactivates(int cid) { drop(cid, By::network); }

void NetworkService::drop(int cid, By by) {
  PdpContext* context = packet_domain_.find(cid);
  if (!context || !context->active) return;
  packet_domain_.deactivate(*context);
  packet_events_.tell(fmt::format("{} PDN DEACT {}", by == By::module ? "ME" : "NW", cid));
  if (!packet_domain_.any_active()) last_context_is_lost(by);
}

void NetworkService::last_context_is_lost(By by) {
  if (scene_.up()) {
    scene_.set_state(Scene::State::pdp_deact);
    if (by == By::network) outbox_.unsolicited(scene_loss_line(profile_.quirks.pdp_deact));
  }
  for (int cid = 1; cid <= Bearers::count; ++cid) {
    if (!bearers_.is_open(cid)) continue;
    bearers_.set_open(cid, false);
    outbox_.unsolicited(fmt::format("+SAPBR {}: DEACT", cid));
  }
  if (bearer_lost) bearer_lost();
}

bool NetworkService::ensure_bearer() {
  if (!registration_.registered()) return false;
  if (packet_domain_.any_active()) return true;
  PdpContext* context = packet_domain_.find(PacketDomain::default_context);
  if (!profile_.quirks.pdn_auto_reactivate || contexts_refused_ || !packet_domain_.attached() || !context) return false;
  packet_domain_.activate(*context);
  return true;
}

void NetworkService::shut_scene() { scene_.set_state(Scene::State::ip_initial); }

bool NetworkService::open_bearer(int cid) {
  if (!activate(PacketDomain::default_context)) return false;
  bearers_.set_open(cid, true);
  return true;
}

void NetworkService::close_bearer(int cid) { bearers_.set_open(cid, false); }

void NetworkService::use_private_network(const std::optional<PacketDomain::PrivateNetwork>& chosen) {
  const bool was_registered = registration_.registered();
  if (was_registered) lose_registration(without_network());
  detach();
  packet_domain_.use_private_network(chosen);
  if (was_registered) search_again();
}

void NetworkService::forget_saved() {
  scene_.forget_saved();
  packet_domain_.forget_private_network();
}

void NetworkService::reset() {
  radio_on_ = false;
  contexts_refused_ = false;
  attach_was_refused_ = false;
  search_.stop();
  network_time_.stop();
  registration_.reset();
  signal_.reset();
  operator_choice_.set(OperatorChoice::Mode::automatic);
  packet_domain_.reset();
  packet_events_.reset();
  bearers_.reset();
  scene_.reset();
}

}  // namespace air780
