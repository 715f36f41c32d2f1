#include "sim/control/pin_press.h"

#include <boost/json.hpp>
#include <utility>

namespace air780 {

PinPress::PinPress(const ControlledModule& controlled, Pin pin, Duration duration)
    : module_(controlled.module), pin_(pin), effect_(controlled.scheduler), release_(controlled.scheduler) {
  press(duration);
  release_.start(duration, [this] {
    let_go();
    const auto respond = std::move(answer);
    respond(
        json_response({{"pin", pin_ == Pin::pwrkey ? "pwrkey" : "reset"}, {"power", to_string(module_.power_step())}}));
  });
}

PinPress::~PinPress() { let_go(); }

void PinPress::press(Duration duration) {
  const bool off = module_.power_step() == PowerStep::off;
  if (pin_ == Pin::reset) {
    boots_when_let_go_ = !off;
    module_.power_off();
  } else if (off && duration >= pwrkey_switches_on) {
    effect_.start(pwrkey_switches_on, [this] { module_.power_on(); });
  } else if (!off && duration >= pwrkey_switches_off) {
    effect_.start(pwrkey_switches_off, [this] { module_.power_off(); });
  }
}

void PinPress::let_go() {
  if (std::exchange(boots_when_let_go_, false)) module_.power_on();
}

}  // namespace air780
