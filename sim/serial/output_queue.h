// What a host has yet to read: a bounded queue of bytes that says once an episode that it overflowed.
// Owned by one serial end; used only from the thread that runs the io_context.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "sim/log.h"

namespace air780 {

class OutputQueue {
 public:
  // What is dropped of bytes that do not fit: those that do not, or all, for a wire on which half a message is worse
  // than none.
  enum class Overflow { cut, whole };

  // `name` stands in the log for the end that owns the queue.
  OutputQueue(Log& log, std::string name, std::size_t capacity, Overflow overflow = Overflow::cut);

  bool empty() const { return front().empty(); }
  // The oldest bytes, all in one piece; valid until the next push().
  std::string_view front() const { return std::string_view(bytes_).substr(taken_); }
  // Takes the bytes, or what fits of them, and drops the rest, with a warning if these are the first since the queue
  // was empty.
  void push(std::string_view bytes);
  // The first `count` bytes of front() have left.
  void pop(std::size_t count);
  void clear();

 private:
  Log& log_;
  const std::string name_;
  const std::size_t capacity_;
  const Overflow overflow_;
  std::string bytes_;
  std::size_t taken_ = 0;
  std::size_t dropped_ = 0;
};

}  // namespace air780
