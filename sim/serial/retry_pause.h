// How long to wait before something is tried once more: twice as long each time, up to a bound.
// A value of who tries; one thread.
#pragma once

#include <algorithm>
#include <chrono>

namespace air780 {

class RetryPause {
 public:
  static constexpr std::chrono::milliseconds first{100};
  static constexpr std::chrono::milliseconds longest{2000};

  // It has worked: the next failure is a first one.
  void reset() { next_ = first; }
  // Whether next() has not been called since.
  bool fresh() const { return next_ == first; }
  std::chrono::milliseconds next() {
    const auto pause = next_;
    next_ = std::min(2 * next_, longest);
    return pause;
  }

 private:
  std::chrono::milliseconds next_ = first;
};

}  // namespace air780
