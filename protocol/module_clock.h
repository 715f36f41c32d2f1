// The module's own clock: what AT+CCLK sets and tells. Local time with a zone in quarter hours, set again by each
// network time (at-reference §5). Owned by the module; one thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "protocol/ports/scheduler.h"

namespace air780 {

class ModuleClock {
 public:
  explicit ModuleClock(const Scheduler& scheduler) : scheduler_(scheduler) {}

  // "24/11/06,09:47:13+32": local time and zone.
  std::string text() const;
  // Takes the same form (a zone is optional and then stays); false when it is no date, time or zone.
  bool set(std::string_view text);
  // The network's time has come: UTC is right again, the zone is the operator's.
  void set_by_network();
  // A server told the time; the zone is the host's wish.
  void set_utc(UtcTime utc, int zone);
  UtcTime utc() const { return scheduler_.utc() + offset_; }

 private:
  static constexpr int network_zone = 32;  // UTC+8, as every NITZ of the captures

  const Scheduler& scheduler_;
  std::chrono::seconds offset_{};  // of the module's UTC from the true one
  int zone_ = network_zone;        // quarter hours east of UTC
};

}  // namespace air780
