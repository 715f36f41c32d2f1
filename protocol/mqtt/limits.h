// The module's own limits on MQTT (at-reference §2.1, §2.6; decisions). Constants.
#pragma once

#include <cstddef>

namespace air780::mqtt_limits {

constexpr long identity = 256;          // client id, user name, password: bytes each
constexpr long topic = 256;             // bytes
constexpr long will_message = 1360;     // bytes, decoded
constexpr long longest_payload = 5120;  // bytes, decoded, in any firmware; quirks say what this one takes
constexpr std::size_t cache_slots = 4;

}  // namespace air780::mqtt_limits
