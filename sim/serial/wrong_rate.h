// What one UART hears of another that runs at a different rate: the line's level sampled where the listener supposes
// its bits. Functions; any thread.
#pragma once

#include <string>
#include <string_view>

namespace air780 {

// Near enough (within a twentieth) that every bit of a character is sampled where it is.
bool same_rate(unsigned one, unsigned other);

// What a listener at `heard_at` bit/s makes of `bytes` sent at `sent_at`, 8N1 on both sides, each byte with the line
// at rest before it, so that how the bytes were cut into pieces makes no difference. Neither rate is 0. It may be
// more bytes than were sent (the listener is faster), or fewer.
// For example "A" sent at 9600 is heard at 115200 as three bytes of zeros.
std::string heard_at_wrong_rate(std::string_view bytes, unsigned sent_at, unsigned heard_at);

}  // namespace air780
