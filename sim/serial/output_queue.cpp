#include "sim/serial/output_queue.h"

namespace air780 {

OutputQueue::OutputQueue(Log& log, std::string name, std::size_t capacity, Overflow overflow)
    : log_(log), name_(std::move(name)), capacity_(capacity), overflow_(overflow) {}

void OutputQueue::push(std::string_view bytes) {
  bytes_.erase(0, taken_);
  taken_ = 0;
  const std::size_t room = capacity_ - bytes_.size();
  const std::size_t kept = bytes.size() <= room ? bytes.size() : overflow_ == Overflow::cut ? room : 0;
  bytes_.append(bytes.substr(0, kept));
  if (kept == bytes.size()) return;
  if (dropped_ == 0) log_.warning(name_ + ": the host does not read, output is being dropped");
  dropped_ += bytes.size() - kept;
}

void OutputQueue::pop(std::size_t count) {
  taken_ += count;
  if (empty()) clear();
}

void OutputQueue::clear() {
  bytes_.clear();
  taken_ = 0;
  if (dropped_ > 0) log_.info(name_ + ": " + std::to_string(dropped_) + " bytes of output were dropped");
  dropped_ = 0;
}

}  // namespace air780
