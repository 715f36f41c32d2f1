// One direction of a line on which every character takes its time: what is pushed comes out when its last character
// would have left a UART, a few characters at a time. Without a time for a character it comes out at once.
// Owned by the Uart; one thread.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "protocol/ports/scheduler.h"

namespace air780 {

class CharacterPace {
 public:
  // `out` takes what comes out, in order.
  CharacterPace(Scheduler& scheduler, std::function<void(std::string_view)> out)
      : scheduler_(scheduler), out_(std::move(out)), next_(scheduler) {}

  // For what has not begun to leave; 0: no time.
  void set_character_time(Duration time) { character_time_ = time; }
  void push(std::string_view bytes);
  // Flow control: nothing more begins to leave until it is over.
  void hold(bool held);

  bool empty() const { return size() == 0; }
  std::size_t size() const { return bytes_.size() - taken_; }

 private:
  // The next characters, on a line that is free at `from`.
  void begin(Duration from);
  void leave(std::size_t count);

  Scheduler& scheduler_;
  const std::function<void(std::string_view)> out_;
  Duration character_time_{};
  bool held_ = false;
  std::string bytes_;
  std::size_t taken_ = 0;  // of bytes_: they have left
  Duration line_free_{};   // when the last character that has begun will have left
  Timer next_;
};

}  // namespace air780
