#include "test/integration/drained_pipe.h"

#include <array>
#include <stdexcept>
#include <utility>

namespace air780 {

DrainedPipe::DrainedPipe(FileDescriptor reading_end)
    : reading_end_(std::move(reading_end)), reader_([this] { drain(); }) {}

DrainedPipe::~DrainedPipe() { reader_.join(); }

void DrainedPipe::drain() {
  std::array<char, 16 * 1024> bytes;
  while (true) {
    const ssize_t size = ::read(reading_end_.get(), bytes.data(), bytes.size());
    const std::lock_guard lock(mutex_);
    ended_ = size <= 0;
    if (size > 0) text_.append(bytes.data(), static_cast<std::size_t>(size));
    changed_.notify_all();
    if (ended_) return;
  }
}

std::string DrainedPipe::text() const {
  const std::lock_guard lock(mutex_);
  return text_;
}

std::string DrainedPipe::wait_for_line(std::string_view part, std::size_t count, std::chrono::seconds at_most) const {
  const auto deadline = std::chrono::steady_clock::now() + at_most;
  std::unique_lock lock(mutex_);
  std::size_t begin = 0;
  for (std::size_t found = 0;;) {
    const std::size_t end = text_.find('\n', begin);
    if (end != std::string::npos) {
      std::string line = text_.substr(begin, end - begin);
      begin = end + 1;
      if (line.find(part) != std::string::npos && ++found == count) return line;
      continue;
    }
    const std::size_t known = text_.size();
    changed_.wait_until(lock, deadline, [&] { return ended_ || text_.size() > known; });
    if (text_.size() > known) continue;
    throw std::runtime_error("no line with \"" + std::string(part) + "\" in:\n" + text_);
  }
}

void DrainedPipe::wait_for_end(std::chrono::seconds at_most) const {
  std::unique_lock lock(mutex_);
  if (changed_.wait_for(lock, at_most, [this] { return ended_; })) return;
  throw std::runtime_error("the process does not end; it said:\n" + text_);
}

}  // namespace air780
