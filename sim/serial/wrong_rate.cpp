#include "sim/serial/wrong_rate.h"

#include <algorithm>
#include <cstdint>

namespace air780 {
namespace {

// Time is counted in units of which a bit of the sender takes 2 × the listener's rate, and one of the listener
// 2 × the sender's; the 2 makes half bits whole.
using Time = std::uint64_t;

// The line while one character is on it: a start bit, eight data bits, least first, then rest.
class Character {
 public:
  Character(char byte, Time bit) : byte_(static_cast<unsigned char>(byte)), bit_(bit) {}

  bool high(Time time) const { return bit_is_high(time / bit_); }

  // Where the line falls next, from `time` on; `never` when it does not any more.
  static constexpr Time never = ~Time{0};
  Time next_fall(Time time) const {
    for (Time index = (time + bit_ - 1) / bit_; index <= 8; ++index) {
      if (index == 0 || (bit_is_high(index - 1) && !bit_is_high(index))) return index * bit_;
    }
    return never;
  }

 private:
  bool bit_is_high(Time index) const { return index > 8 || (index > 0 && ((byte_ >> (index - 1)) & 1U) != 0); }

  const unsigned byte_;
  const Time bit_;
};

void listen(const Character& line, Time bit, std::string& heard) {
  for (Time start = line.next_fall(0); start != Character::never;) {
    // A start bit that is over in the middle of ours was noise.
    if (line.high(start + bit / 2)) {
      start = line.next_fall(start + bit / 2);
      continue;
    }
    unsigned byte = 0;
    for (unsigned i = 0; i < 8; ++i) {
      if (line.high(start + bit * (2 * i + 3) / 2)) byte |= 1U << i;
    }
    heard += static_cast<char>(byte);
    // Behind the stop bit's middle, whatever its level was.
    start = line.next_fall(start + bit * 19 / 2);
  }
}

}  // namespace

bool same_rate(unsigned one, unsigned other) {
  const std::uint64_t least = std::min(one, other);
  const std::uint64_t most = std::max(one, other);
  return (most - least) * 20 <= most;
}

std::string heard_at_wrong_rate(std::string_view bytes, unsigned sent_at, unsigned heard_at) {
  std::string heard;
  for (const char byte : bytes) listen(Character(byte, Time{2} * heard_at), Time{2} * sent_at, heard);
  return heard;
}

}  // namespace air780
