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
  // `name` stands in the log for the end that owns the queue.
  OutputQueue(Log& log, std::string name, std::size_t capacity);

  bool empty() const { return front().empty(); }
  // The oldest bytes, all in one piece; valid until the next push().
  std::string_view front() const { return std::string_view(bytes_).substr(taken_); }
  // Takes as many of the bytes as fit and drops the rest, with a warning if these are the first since the queue was
  // empty.
  void push(std::string_view bytes);
  // The first `count` bytes of front() have left.
  void pop(std::size_t count);
  void clear();

 private:
  Log& log_;
  const std::string name_;
  const std::size_t capacity_;
  std::string bytes_;
  std::size_t taken_ = 0;
  std::size_t dropped_ = 0;
};

}  // namespace air780
