#include "protocol/cellular/signal.h"

#include <fmt/format.h>

namespace air780 {
namespace {

// A step of CSQ is 2 dB, a step of RSRP 1 dB; C6 has 20 beside 41.
int rsrp_of(int strength) { return strength * 2 + 1; }
constexpr int rsrq = 31;
constexpr int signal_to_noise = 20;

}  // namespace

std::string Signal::csq_text() const {
  const int bit_errors = profile_.quirks.csq_ber == Quirks::BitErrors::none ? 0 : 99;
  return received_ ? fmt::format("+CSQ: {},{}", strength(), bit_errors) : "+CSQ: 99,99";
}

std::string Signal::cesq_text() const {
  // LTE only: the first four are for GSM and UMTS.
  return measured() ? fmt::format("+CESQ: 99,99,255,255,{},{}", rsrq, rsrp_of(strength()))
                    : "+CESQ: 99,99,255,255,255,255";
}

void Signal::changed() const {
  if (!reports_) return;
  outbox_.unsolicited(csq_text());
  outbox_.unsolicited(cesq_text());
  outbox_.unsolicited(fmt::format("*{},{}", cesq_text().substr(1), measured() ? signal_to_noise : 255));
}

void Signal::set_strength(std::optional<int> strength) {
  const int before = this->strength();
  strength_ = strength;
  if (received_ && before != this->strength()) changed();
}

void Signal::set_received(bool received) {
  if (received == received_) return;
  received_ = received;
  changed();
}

void Signal::reset() {
  received_ = false;
  reports_ = false;
}

}  // namespace air780
