// Turns an io_context until a condition holds, with a bound instead of a sleep: a test that gets its way ends at once.
#pragma once

#include <boost/asio/io_context.hpp>
#include <chrono>

namespace air780::test {

template <typename Condition>
bool run_until(boost::asio::io_context& context, Condition condition,
               std::chrono::milliseconds bound = std::chrono::seconds(20)) {
  const auto deadline = std::chrono::steady_clock::now() + bound;
  while (!condition()) {
    if (std::chrono::steady_clock::now() >= deadline) return false;
    if (context.stopped()) context.restart();
    context.run_one_for(std::chrono::milliseconds(5));
  }
  return true;
}

// Does what can be done without waiting, including what that leads to.
inline void settle(boost::asio::io_context& context) {
  if (context.stopped()) context.restart();
  while (context.poll() > 0) {
  }
}

}  // namespace air780::test
