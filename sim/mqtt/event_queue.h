// What is still to be told to an observer: each event later, in order, never from inside the call that caused it.
// Owned by a client; used from the io thread only.
#pragma once

#include <boost/asio/io_context.hpp>
#include <deque>
#include <functional>
#include <memory>

namespace air780 {

class EventQueue {
 public:
  using Event = std::function<void()>;

  explicit EventQueue(boost::asio::io_context& io) : io_(io) {}
  EventQueue(const EventQueue&) = delete;
  EventQueue& operator=(const EventQueue&) = delete;

  // An event may push, clear or destroy the queue.
  void push(Event event);
  // Forgets what has not been told.
  void clear() { events_.clear(); }

 private:
  void tell();

  boost::asio::io_context& io_;
  std::deque<Event> events_;
  bool telling_ = false;
  std::shared_ptr<char> alive_ = std::make_shared<char>();
};

}  // namespace air780
