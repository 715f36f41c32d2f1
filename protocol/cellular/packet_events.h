// The +CGEV lines, and what AT+CGEREP has made of them: told as they come, or kept back (manual, CGEREP; 27.007
// §10.1.19). Owned by NetworkService; one thread.
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>

#include "protocol/at/outbox.h"

namespace air780 {

class PacketEvents {
 public:
  enum class Mode { kept = 0, told = 1 };
  enum class Kept { dropped = 0, told = 1 };

  explicit PacketEvents(Outbox& outbox) : outbox_(outbox) {}

  // "ME PDN ACT 1". Kept back, the newest most_kept of them stay.
  static constexpr std::size_t most_kept = 16;
  void tell(std::string_view event);

  Mode mode() const { return mode_; }
  // <bfr>, which says what becomes of lines that were kept when they are told again.
  Kept kept() const { return kept_policy_; }
  void set(Mode mode, Kept kept);

  // Power-on values; nothing is told.
  void reset();

 private:
  Outbox& outbox_;
  Mode mode_ = Mode::told;
  Kept kept_policy_ = Kept::dropped;
  std::deque<std::string> kept_;
};

}  // namespace air780
