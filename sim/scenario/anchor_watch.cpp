#include <fmt/format.h>

#include "sim/scenario/watch.h"

namespace air780 {

bool AnchorWatch::begins() {
  if (anchor_.subject.kind != Subject::Kind::start) return false;
  ever_ = true;
  return true;
}

bool AnchorWatch::comes(const Event& event) {
  const std::size_t count = sightings(anchor_.subject, event);
  const std::size_t before = seen_;
  seen_ += count;
  const bool here = count > 0 && (!anchor_.nth || (before < *anchor_.nth && seen_ >= *anchor_.nth));
  ever_ = ever_ || here;
  return here;
}

std::string seconds_text(Duration time) { return fmt::format("{:.3f} s", std::chrono::duration<double>(time).count()); }

std::string times_text(std::size_t count) { return count == 1 ? "once" : fmt::format("{} times", count); }

}  // namespace air780
