// The received signal: what AT+CSQ and AT+CESQ tell of it, and the lines with which AT*CSQ has each change told
// (manual chapter 5: CSQ, CESQ, AT*CSQ). Owned by NetworkService; one thread.
#pragma once

#include <optional>
#include <string>

#include "protocol/at/outbox.h"
#include "protocol/profile.h"

namespace air780 {

class Signal {
 public:
  Signal(Outbox& outbox, const ModelProfile& profile) : outbox_(outbox), profile_(profile) {}

  // <rssi> of AT+CSQ: 0..31, 99 unknown. Set: until it is set to nothing, else the profile's.
  int strength() const { return strength_.value_or(profile_.signal_strength); }
  void set_strength(std::optional<int> strength);
  // There is a network to receive (the module is registered), or nothing is measured.
  void set_received(bool received);

  // "+CSQ: 25,0", "+CESQ: 99,99,255,255,31,51"
  std::string csq_text() const;
  std::string cesq_text() const;

  // AT*CSQ=1: both lines and one more come with each change.
  bool reports() const { return reports_; }
  void set_reports(bool reports) { reports_ = reports; }

  // Power-on values; nothing is told. A strength that was set stays: it is the place that the module is at.
  void reset();

 private:
  bool measured() const { return received_ && strength() <= 31; }
  void changed() const;

  Outbox& outbox_;
  const ModelProfile& profile_;
  std::optional<int> strength_;
  bool received_ = false;
  bool reports_ = false;
};

}  // namespace air780
