#include "sim/mqtt/event_queue.h"

#include <boost/asio/post.hpp>
#include <utility>

namespace air780 {

void EventQueue::push(Event event) {
  events_.push_back(std::move(event));
  if (telling_) return;
  telling_ = true;
  boost::asio::post(io_, [this, alive = std::weak_ptr<char>(alive_)] {
    if (!alive.expired()) tell();
  });
}

void EventQueue::tell() {
  const std::weak_ptr<char> alive = alive_;
  while (!events_.empty()) {
    const Event event = std::move(events_.front());
    events_.pop_front();
    event();
    if (alive.expired()) return;
  }
  telling_ = false;
}

}  // namespace air780
