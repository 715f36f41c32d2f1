// What the module answers, byte for byte, in the words the tests use.
#pragma once

#include <string>
#include <string_view>

#include "protocol/at/outbox.h"

namespace air780 {

inline const std::string ok = framed("OK");
inline const std::string error = framed("ERROR");
inline std::string cme(int code) { return framed("+CME ERROR: " + std::to_string(code)); }
// Information text and its OK.
inline std::string told(std::string_view information) { return framed(information) + ok; }
// OK, and later one asynchronous line.
inline std::string ok_then(std::string_view line) { return ok + framed(line); }

}  // namespace air780
