#include "protocol/mqtt/arrivals.h"

#include <algorithm>
#include <utility>

namespace air780 {

void Arrivals::hold(Duration delay, std::function<void()> deal) {
  waiting_.push_back({scheduler_.now() + delay, std::move(deal)});
  if (!next_.running()) wait();
}

void Arrivals::clear() {
  waiting_.clear();
  next_.stop();
}

void Arrivals::wait() {
  next_.start(std::max(Duration{}, waiting_.front().due - scheduler_.now()), [this] { deal_with_next(); });
}

// The next one is waited for before this one is dealt with, which may clear() them all.
void Arrivals::deal_with_next() {
  const auto deal = std::move(waiting_.front().deal);
  waiting_.pop_front();
  if (!waiting_.empty()) wait();
  deal();
}

}  // namespace air780
