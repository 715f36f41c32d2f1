#include "protocol/sleep.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace air780 {
namespace {

// "One command often does not wake it; send several" (manual, CSCLK). How long it takes is nowhere told; it is shorter
// than the pauses between commands that drivers repeat.
constexpr Duration waking_takes = std::chrono::milliseconds(50);
// Awake by the UART, it stays so for a command at least, also with AT+WAKETIM=0.
constexpr std::chrono::seconds least_awake{1};

std::string_view name_of(Sleep::State state) {
  constexpr std::array<std::string_view, 3> names = {"awake", "asleep", "waking"};
  return names[static_cast<std::size_t>(state)];
}

}  // namespace

Sleep::Sleep(Scheduler& scheduler, const EventStream& events)
    : scheduler_(scheduler), events_(events), timer_(scheduler) {}

void Sleep::set_mode(int mode) {
  mode_ = mode;
  wait_to_sleep();
}

void Sleep::set_wait_seconds(int seconds) {
  wait_seconds_ = seconds;
  wait_to_sleep();
}

void Sleep::set_dtr_low(bool low) {
  dtr_low_ = low;
  wait_to_sleep();
}

bool Sleep::hears_input() {
  if (mode_ == 0) return true;
  if (state_ == State::asleep) {
    set_state(State::waking);
    timer_.start(waking_takes, [this] { stay_awake_for_a_command(); });
  }
  if (state_ == State::waking) return false;
  wait_to_sleep();
  return true;
}

void Sleep::speaks() {
  if (mode_ != 0) wait_to_sleep();
}

void Sleep::stay_awake_for_a_command() {
  awake_until_ = scheduler_.now() + least_awake;
  wait_to_sleep();
}

void Sleep::wait_to_sleep() {
  timer_.stop();
  set_state(State::awake);
  if (!may_sleep()) return;
  timer_.start(std::max<Duration>(std::chrono::seconds(wait_seconds_), awake_until_ - scheduler_.now()),
               [this] { fall_asleep(); });
}

void Sleep::fall_asleep() {
  if (occupied && occupied()) return stay_awake_for_a_command();
  set_state(State::asleep);
}

void Sleep::reset() {
  timer_.stop();
  mode_ = 0;
  wait_seconds_ = 1;
  awake_until_ = {};
  set_state(State::awake);
}

void Sleep::set_state(State state) {
  if (state == state_) return;
  events_.emit(StateChanged{"sleep", name_of(state_), name_of(state)});
  state_ = state;
}

}  // namespace air780
