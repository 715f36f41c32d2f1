// The mobile network from the module's side: registration, attachment, contexts and scene, and in which order one thing
// brings the other up or down (at-reference §4, §5.1; decisions "Losses").
// Owned by the module; one thread.
#pragma once

#include <functional>

#include "protocol/at/outbox.h"
#include "protocol/cellular/packet_domain.h"
#include "protocol/cellular/registration.h"
#include "protocol/cellular/scene.h"
#include "protocol/event.h"
#include "protocol/ports/scheduler.h"
#include "protocol/profile.h"

namespace air780 {

class NetworkService {
 public:
  NetworkService(Scheduler& scheduler, Outbox& outbox, const EventStream& events, const ModelProfile& profile);

  Registration& registration() { return registration_; }
  PacketDomain& packet_domain() { return packet_domain_; }
  Scene& scene() { return scene_; }

  // Called when the network tells its time (NITZ).
  std::function<void()> network_time_told;
  // Called when the last active context is gone, so that whoever has a link over it drops it.
  std::function<void()> bearer_lost;

  // The radio goes on (boot, AT+CFUN=1): searching at once; found after `delay`, with the URCs of at-reference §5.1.
  void radio_on(Duration delay);
  // AT+CFUN=0/4: every context goes, the registration too.
  void radio_off();
  bool radio_is_on() const { return radio_on_; }

  // AT+CGATT. attach() fails without registration; it activates the default context, as the module does by itself.
  bool attach();
  void detach();

  // AT+CGACT and AT+CIICR. Fails when the context is not defined or there is no registration; attaches first.
  bool activate(int cid);
  void deactivate(int cid);

  // The network takes a context away.
  void network_deactivates(int cid);

  // There is an active context, or one could be activated now (quirk pdn-auto-reactivate); that is done without a URC,
  // since the guide's session after a loss shows none.
  bool ensure_bearer();

  // AT+CIPSHUT: the scene ends and links go, the context stays.
  void shut_scene();

  // Power-on values; nothing is printed.
  void reset();

 private:
  enum class By { module, network };
  void register_now();
  void drop(int cid, By by);
  void send_network_time();

  Scheduler& scheduler_;
  Outbox& outbox_;
  const Quirks& quirks_;
  Registration registration_;
  PacketDomain packet_domain_;
  Scene scene_;
  bool radio_on_ = false;
  Duration network_time_delay_;
  Timer search_;
  Timer network_time_;
};

}  // namespace air780
