#include "sim/serial/character_pace.h"

#include <algorithm>

namespace air780 {
namespace {

// As a UART's FIFO hands on what it has: at most so many at once, and on a slow line fewer, so that it looks slow and
// not jerky.
constexpr Duration::rep most_at_once = 16;
constexpr Duration longest_at_once = std::chrono::milliseconds(5);

}  // namespace

void CharacterPace::push(std::string_view bytes) {
  if (character_time_ == Duration{} && !held_ && empty()) return out_(bytes);
  bytes_ += bytes;
  begin(std::max(scheduler_.now(), line_free_));
}

void CharacterPace::hold(bool held) {
  held_ = held;
  begin(std::max(scheduler_.now(), line_free_));
}

void CharacterPace::begin(Duration from) {
  if (held_ || empty() || next_.running()) return;
  std::size_t count = size();
  if (character_time_ > Duration{}) {
    const auto at_once = std::clamp<Duration::rep>(longest_at_once / character_time_, 1, most_at_once);
    count = std::min(count, static_cast<std::size_t>(at_once));
  }
  line_free_ = from + character_time_ * static_cast<Duration::rep>(count);
  next_.start(std::max(Duration{}, line_free_ - scheduler_.now()), [this, count] { leave(count); });
}

void CharacterPace::leave(std::size_t count) {
  const std::string leaving = bytes_.substr(taken_, count);
  taken_ += count;
  if (empty()) {
    bytes_.clear();
    taken_ = 0;
  } else if (taken_ > bytes_.size() / 2) {
    bytes_.erase(0, taken_);
    taken_ = 0;
  }
  out_(leaving);
  // From when the line was free, not from now: a timer that comes late does not make the line slower.
  begin(line_free_);
}

}  // namespace air780
