// The mobile network from the module's side: registration, attachment, contexts and scene, and in which order one thing
// brings the other up or down (at-reference §4, §5.1; decisions "Losses").
// Owned by the module; one thread.
#pragma once

#include <functional>
#include <optional>

#include "protocol/at/outbox.h"
#include "protocol/cellular/bearers.h"
#include "protocol/cellular/operators.h"
#include "protocol/cellular/packet_domain.h"
#include "protocol/cellular/packet_events.h"
#include "protocol/cellular/registration.h"
#include "protocol/cellular/scene.h"
#include "protocol/cellular/signal.h"
#include "protocol/event.h"
#include "protocol/ports/scheduler.h"
#include "protocol/profile.h"

namespace air780 {

class NetworkService {
 public:
  NetworkService(Scheduler& scheduler, Outbox& outbox, const EventStream& events, const ModelProfile& profile);

  Registration& registration() { return registration_; }
  PacketDomain& packet_domain() { return packet_domain_; }
  PacketEvents& packet_events() { return packet_events_; }
  Scene& scene() { return scene_; }
  Bearers& bearers() { return bearers_; }
  Signal& signal() { return signal_; }

  // Called when the network tells its time (NITZ).
  std::function<void()> network_time_told;
  // Called when the last active context is gone, so that whoever has a link over it drops it.
  std::function<void()> bearer_lost;

  // The radio goes on (boot, AT+CFUN=1): searching at once; found after `delay`, with the URCs of at-reference §5.1.
  void radio_on(Duration delay);
  // AT+CFUN=0/4: every context goes, the registration too.
  void radio_off();
  bool radio_is_on() const { return radio_on_; }

  // AT+COPS=0, 2, and 1 or 4 with an operator. Whoever may register and is not registered begins to search; whoever may
  // not loses what it has.
  const OperatorChoice& operator_choice() const { return operator_choice_; }
  void select_automatically();
  void deregister();
  // The network that was asked for: it is used, it turned the module away, or nobody receives it.
  enum class Selection { selected, denied, not_found };
  Selection select(const Operator* wanted, OperatorChoice::Mode mode);
  // There is a network to receive, and the radio is on to receive it.
  bool receives_networks() const { return radio_on_ && reachable(); }

  // AT+CGATT. attach() fails without registration; it activates the default context, as the module does by itself.
  bool attach();
  void detach();

  // AT+CGACT and AT+CIICR. Fails when the context is not defined or there is no registration; attaches first.
  bool activate(int cid);
  void deactivate(int cid);

  // The network takes a context away.
  void network_deactivates(int cid);
  void network_deactivates_all() { drop_all(By::network); }
  // The network detaches the module: every context goes, which it does not tell one by one (27.007, +CGEV: NW DETACH).
  void network_detaches();
  // The network lets no context come up (false: it does again, the default). What is active stays. A reset ends it, as
  // the guide's question 3 has it.
  void set_contexts_refused(bool refused);

  // There is a network to find (the default), or none: contexts stay, though nothing can pass, until the module's own
  // patience ends. When there is one again the module registers by itself. Also a reset does not bring coverage back.
  void set_coverage(bool covered);
  // There is a SIM that serves (the default), or none: no registration without it. Likewise no matter of a reset.
  void set_sim_usable(bool usable);

  // There is an active context, or one could be activated now (quirk pdn-auto-reactivate); that is done without a URC,
  // since the guide's session after a loss shows none.
  bool ensure_bearer();

  // AT+CIPSHUT: the scene ends and links go, the context stays.
  void shut_scene();

  // AT+SAPBR=1: the bearer opens over the default context. Fails where that cannot be activated.
  bool open_bearer(int cid);
  // AT+SAPBR=0: the context stays, since everything else uses it too.
  void close_bearer(int cid);

  // AT+CPNETAPN: kept over resets; the module leaves the network and registers anew with it (manual).
  void use_private_network(const std::optional<PacketDomain::PrivateNetwork>& chosen);
  // AT+RSTSET: nothing that was kept over resets is kept any more.
  void forget_saved();

  // Power-on values; nothing is printed.
  void reset();

 private:
  enum class By { module, network };
  bool reachable() const { return covered_ && sim_usable_; }
  // Searches, if it may and there is something to find.
  void search(Duration delay);
  void search_again();
  void register_now();
  void set_registration(RegistrationStatus status, int reject_cause = 0);
  // What the module is in while it has no network and none turned it away.
  RegistrationStatus without_network() const;
  void lose_registration(RegistrationStatus status, int reject_cause = 0);
  void last_context_is_lost(By by);
  void drop(int cid, By by);
  void drop_all(By by);
  void send_network_time();

  Scheduler& scheduler_;
  Outbox& outbox_;
  const ModelProfile& profile_;
  Registration registration_;
  OperatorChoice operator_choice_;
  PacketDomain packet_domain_;
  PacketEvents packet_events_;
  Scene scene_;
  Bearers bearers_;
  Signal signal_;
  bool radio_on_ = false;
  bool covered_ = true;
  bool sim_usable_ = true;
  bool contexts_refused_ = false;
  bool attach_was_refused_ = false;  // by the network, when the module wanted it of its own accord
  Duration network_time_delay_;
  Timer search_;
  Timer network_time_;
};

}  // namespace air780
