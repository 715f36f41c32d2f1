#include "protocol/cellular/sim.h"

#include <array>

namespace air780 {
namespace {

std::string_view text_of(Sim::State state) {
  constexpr std::array<std::string_view, 6> texts = {"absent", "starting", "pin", "puk", "blocked", "ready"};
  return texts[static_cast<std::size_t>(state)];
}

}  // namespace

Sim::State Sim::state() const {
  if (!card_is_read()) return State::absent;
  if (!answers_) return State::starting;
  switch (card_.need()) {
    case SimCard::Need::pin:
      return State::pin;
    case SimCard::Need::puk:
      return State::puk;
    case SimCard::Need::another_card:
      return State::blocked;
    case SimCard::Need::nothing:
      break;
  }
  return State::ready;
}

std::string_view Sim::state_text() const { return text_of(state()); }

std::string_view Sim::pin_code() const {
  switch (state()) {
    case State::absent:
      return "SIM REMOVED";
    case State::pin:
      return "SIM PIN";
    case State::puk:
      return "SIM PUK";
    case State::ready:
      return "READY";
    case State::starting:
    case State::blocked:
      break;
  }
  return {};
}

std::optional<CmeError> Sim::error() const {
  switch (state()) {
    case State::pin:
      return CmeError::sim_pin_required;
    case State::puk:
      return CmeError::sim_puk_required;
    case State::blocked:
      return CmeError::sim_puk_blocked;
    default:
      return unreadable();
  }
}

std::optional<CmeError> Sim::unreadable() const {
  const State now = state();
  if (now == State::absent) return CmeError::sim_not_inserted;
  if (now == State::starting) return CmeError::sim_busy;
  return std::nullopt;
}

void Sim::start(int slot) {
  slot_ = slot;
  answers_ = false;
  tell();
}

void Sim::answer() {
  answers_ = true;
  tell();
}

void Sim::stop() {
  card_.power_off();
  answers_ = false;
  tell();
}

void Sim::read_slot(int slot) {
  if (slot == slot_) return;
  card_.power_off();
  slot_ = slot;
  tell();
}

void Sim::set_inserted(bool inserted) {
  if (inserted == inserted_) return;
  inserted_ = inserted;
  card_.power_off();
  if (slot_ == card_slot_ && moved) moved();
  tell();
}

bool Sim::after(bool accepted) {
  tell();
  return accepted;
}

void Sim::tell() {
  if (const State now = state(); now != told_) {
    events_.emit(StateChanged{"sim", text_of(told_), text_of(now)});
    told_ = now;
  }
  if (changed) changed();
}

}  // namespace air780
