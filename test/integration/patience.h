// How long a test waits for something that has to happen. It only decides when a failure is reported, never whether.
// A constant.
#pragma once

#include <chrono>

namespace air780 {

inline constexpr std::chrono::seconds patience(10);

}  // namespace air780
