// The module's registration with the network, as AT+CREG, AT+CGREG and AT+CEREG tell of it, and their URCs
// (at-reference §4.1). Owned by NetworkService; one thread.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "protocol/at/outbox.h"
#include "protocol/event.h"

namespace air780 {

// 3GPP TS 27.007 <stat>, as far as the module is ever in it here.
enum class RegistrationStatus { not_registered = 0, home = 1, searching = 2, denied = 3, unknown = 4, roaming = 5 };

class Registration {
 public:
  enum class Service { creg, cgreg, cereg };

  Registration(Outbox& outbox, const EventStream& events) : outbox_(outbox), events_(events) {}

  RegistrationStatus status() const { return status_; }
  // As StateChanged tells it: "registered", "searching", …
  std::string_view status_text() const;
  bool registered() const { return status_ == RegistrationStatus::home || status_ == RegistrationStatus::roaming; }

  // Takes the new status and sends the URCs that the host has switched on; nothing when it is the old one.
  // `reject_cause`: why the network denied, by 3GPP TS 24.301 Annex A; 0 when it did not.
  void set_status(RegistrationStatus status, int reject_cause = 0);

  // <n>: 0 no URC, 1 status, 2 and more with the cell, 3 and 5 with the cause of a denial too. 4 and 5 would add the
  // timers of PSM, which this module does not ask the network for.
  int mode(Service service) const { return modes_[index(service)]; }
  void set_mode(Service service, int mode) { modes_[index(service)] = mode; }

  // All of them, in the order of Service.
  const std::array<int, 3>& modes() const { return modes_; }
  void set_modes(const std::array<int, 3>& modes) { modes_ = modes; }

  // "+CGREG", "+CEREG"
  static std::string_view prefix(Service service);
  // "+CGREG: 0,1", "+CEREG: 2,1,"4844","0EA2D0CA",7", "+CEREG: 3,3,,,,0,11", also under another service's prefix.
  std::string read_text(Service service) const { return read_text(service, prefix(service)); }
  std::string read_text(Service service, std::string_view prefix) const;

  // Power-on values, without any URC.
  void reset();

 private:
  static std::size_t index(Service service) { return static_cast<std::size_t>(service); }
  std::string detail_text(Service service) const;

  Outbox& outbox_;
  const EventStream& events_;
  RegistrationStatus status_ = RegistrationStatus::not_registered;
  int reject_cause_ = 0;
  std::array<int, 3> modes_{};
};

}  // namespace air780
