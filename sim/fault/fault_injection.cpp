#include "sim/fault/fault_injection.h"

#include <utility>

namespace air780 {
namespace {

// Between a refused CONNECT and the end of its link: the module has said ERROR by then, as one whose broker is away.
constexpr auto refusal_delay = std::chrono::milliseconds(5);
constexpr auto default_gap = std::chrono::milliseconds(1);

FaultyNetwork::Armed armed(const Action& action, bool begins) {
  if (!begins) return FaultyNetwork::Armed::no;
  return action.lasts ? FaultyNetwork::Armed::always : FaultyNetwork::Armed::once;
}

// What touches nothing of the module itself may happen while it tells an event.
bool acts_beside_module(ActionKind kind) {
  using enum ActionKind;
  switch (kind) {
    case closed:
    case reset:
    case blackhole:
    case throttle:
    case delay:
    case dns_fail:
    case tls_fail:
    case corrupt:
    case lose:
    case chop:
    case stall:
    case flash_full:
    case flash_error:
    case brownout:
      return true;
    default:
      return false;
  }
}

}  // namespace

FaultInjection::FaultInjection(const Ports& ports, std::uint64_t seed)
    : events_(ports.events),
      network_(ports.network, ports.scheduler),
      serial_(ports.scheduler, ports.output, seed),
      flash_(ports.flash),
      waiting_timer_(ports.scheduler),
      refusal_(ports.scheduler) {
  network_.blackhole_gone = [this] { over(ActionKind::blackhole); };
  network_.name_failed_once = [this] { over(ActionKind::dns_fail); };
  network_.tls_failed_once = [this] { over(ActionKind::tls_fail); };
  flash_.failed_once = [this] { over(ActionKind::flash_error); };
  events_.add(*this);
}

FaultInjection::~FaultInjection() { events_.remove(*this); }

void FaultInjection::act_on(Module& module) {
  module_ = &module;
  serial_.module = [&module](std::string_view bytes) { module.receive(bytes); };
}

PacketFate FaultInjection::packet_passes(const MqttPacket& packet) {
  PacketFate fate = rules_ ? rules_->packet_passes(packet) : PacketFate{};
  const bool refused = packet.type == MqttPacketType::connack && fate.return_code.value_or(0) != 0 && !fate.dropped;
  if (refused) {
    refusal_.start(fate.delay + refusal_delay, [this] { network_.end_link(LinkEnd::closed_by_peer); });
  }
  return fate;
}

void FaultInjection::on_event(const Event& event) {
  const auto* power = std::get_if<PowerChanged>(&event.body);
  if (!power || (power->step != PowerStep::on && power->step != PowerStep::off)) return;
  if (std::exchange(contexts_refused_, false)) over(ActionKind::pdn_stuck);
  if (std::exchange(hung_, false)) over(ActionKind::hang);
}

void FaultInjection::over(ActionKind kind) {
  if (observer_) observer_->fault_over(kind);
}

// --- when -----------------------------------------------------------------------------------------------------------

void FaultInjection::take(const Step& step) {
  const bool now = acts_beside_module(step.action.kind) || (waiting_.empty() && !events_.telling());
  if (now) return act(step);
  waiting_.push_back(step);
  if (!waiting_timer_.running()) waiting_timer_.start({}, [this] { take_waiting(); });
}

void FaultInjection::take_waiting() {
  while (!waiting_.empty()) {
    const Step step = std::move(waiting_.front());
    waiting_.pop_front();
    act(step);
  }
}

// --- what -----------------------------------------------------------------------------------------------------------

void FaultInjection::act(const Step& step) {
  if (act_on_link(step) || act_on_serial_line(step) || act_on_flash(step) || !module_) return;
  act_on_network(step);
  act_on_power(step);
}

bool FaultInjection::act_on_link(const Step& step) {
  using enum ActionKind;
  const auto& [action, begins] = step;
  switch (action.kind) {
    case closed:
      if (begins) network_.end_link(LinkEnd::closed_by_peer);
      return true;
    case reset:
      if (begins) network_.end_link(LinkEnd::reset_by_peer);
      return true;
    case blackhole:
      if (!begins) {
        network_.end_blackhole();
      } else if (!network_.blackhole()) {
        over(blackhole);
      }
      return true;
    case throttle:
      network_.set_rate(begins ? action.rate : 0);
      return true;
    case delay:
      network_.set_delay(begins ? action.time : Duration{});
      return true;
    case dns_fail:
      network_.fail_names(armed(action, begins));
      return true;
    case tls_fail:
      network_.fail_tls(armed(action, begins));
      return true;
    default:
      return false;
  }
}

bool FaultInjection::act_on_serial_line(const Step& step) {
  using enum ActionKind;
  const auto& [action, begins] = step;
  switch (action.kind) {
    case corrupt:
      serial_.set_corruption(begins ? action.percent : 0);
      return true;
    case lose:
      serial_.set_loss(begins ? action.percent : 0);
      return true;
    case chop: {
      const Duration gap = action.time > Duration{} ? action.time : Duration(default_gap);
      serial_.set_pieces(begins ? static_cast<std::size_t>(action.number.value_or(1)) : 0, gap);
      return true;
    }
    case stall:
      serial_.set_stalled(begins);
      return true;
    case hangup:
      if (begins && hang_up) hang_up();
      return true;
    case urc:
      if (begins && module_) module_->say(action.text);
      return true;
    default:
      return false;
  }
}

bool FaultInjection::act_on_flash(const Step& step) {
  using Failing = FaultyFlash::Failing;
  switch (step.action.kind) {
    case ActionKind::flash_full:
      flash_.set_full(step.begins);
      return true;
    case ActionKind::flash_error:
      flash_.set_failing(!step.begins ? Failing::no : (step.action.lasts ? Failing::always : Failing::once));
      return true;
    default:
      return false;
  }
}

void FaultInjection::act_on_network(const Step& step) {
  using enum ActionKind;
  const auto& [action, begins] = step;
  NetworkService& service = module_->network_service();
  switch (action.kind) {
    case pdn_deact:
      if (begins) service.network_deactivates(action.number.value_or(PacketDomain::default_context));
      return;
    case pdn_stuck:
      contexts_refused_ = begins;
      if (begins) service.network_deactivates_all();
      return service.set_contexts_refused(begins);
    case detach:
      if (begins) return service.network_detaches();
      if (!service.packet_domain().attached()) service.attach();
      return;
    case no_service:
      network_.set_reachable(!begins);
      return service.set_coverage(!begins);
    case csq:
      return service.signal().set_strength(begins ? action.number : std::nullopt);
    case sim_remove:
      return module_->set_sim_inserted(!begins);
    default:
      return;
  }
}

void FaultInjection::act_on_power(const Step& step) {
  using enum ActionKind;
  switch (step.action.kind) {
    case reboot:
      if (step.begins) module_->crash();
      return;
    case brownout:
      if (step.begins) module_->brown_out();
      return;
    case power_off:
      return step.begins ? module_->power_off() : module_->power_on();
    case hang:
      hung_ = step.begins;
      return step.begins ? module_->hang() : module_->resume();
    default:
      return;
  }
}

}  // namespace air780
