#include "protocol/boot.h"

#include <string_view>

namespace air780 {
namespace {

using namespace std::string_view_literals;

// The boot loader's line: not a framed one, with unprintable bytes between its quotes; the backslash and the n are
// literal (at-reference §5.1; the exact bytes are chosen).
constexpr std::string_view boot_loader_line = "^boot.rom\0'v\1\0\0\0'!\\n"sv;

// When each step comes, in thousandths of the whole (captures C3 and C10: 1.06 s, 1.54 s, 6.9 s of 6.95 s).
Duration at_thousandth(Duration whole, int thousandths) { return whole / 1000 * thousandths; }
constexpr int boot_loader_at = 152;
constexpr int ready_at = 222;
constexpr int second_ready_at = 330;  // 0.75 s later (C9)
constexpr int sim_ready_at = 350;
constexpr int network_at = 993;
constexpr int end_at = 1000;

}  // namespace

Boot::Boot(Scheduler& scheduler, Outbox& outbox, const EventStream& events, Duration duration, bool ready_twice)
    : outbox_(outbox),
      events_(events),
      duration_(duration),
      ready_twice_(ready_twice),
      next_(scheduler),
      sim_(scheduler) {}

void Boot::begin() {
  set_step(PowerStep::on);
  next_.start(at_thousandth(duration_, boot_loader_at), [this] {
    outbox_.unsolicited_raw(boot_loader_line);
    next_.start(at_thousandth(duration_, ready_at - boot_loader_at), [this] { ready(); });
  });
}

void Boot::ready() {
  outbox_.unsolicited("RDY");
  if (!ready_twice_) return listen(ready_at);
  next_.start(at_thousandth(duration_, second_ready_at - ready_at), [this] {
    outbox_.unsolicited("RDY");
    listen(second_ready_at);
  });
}

void Boot::listen(int now_at) {
  set_step(PowerStep::listening);
  sim_.start(at_thousandth(duration_, sim_ready_at - now_at), [this] {
    if (sim_answers) sim_answers();
  });
  if (listening) listening(at_thousandth(duration_, network_at - now_at));
  // Not before the network's time has been printed, which was set going just now.
  next_.start(at_thousandth(duration_, end_at - now_at), [this] { set_step(PowerStep::booted); });
}

void Boot::power_off() {
  next_.stop();
  sim_.stop();
  set_step(PowerStep::off);
}

void Boot::set_step(PowerStep step) {
  if (step == step_) return;
  step_ = step;
  events_.emit(PowerChanged{step});
}

}  // namespace air780
