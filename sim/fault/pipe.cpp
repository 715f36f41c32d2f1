#include "sim/fault/pipe.h"

#include <algorithm>
#include <utility>

namespace air780 {

Pipe::Pipe(Scheduler& scheduler, std::function<void(std::string_view)> sink)
    : scheduler_(scheduler), sink_(std::move(sink)), timer_(scheduler) {}

void Pipe::push(std::string_view bytes) {
  if (bytes.empty()) return;
  if (shape_.plain() && waiting_.empty()) return sink_(bytes);
  waiting_.push_back({scheduler_.now() + shape_.delay, std::string(bytes)});
  size_ += bytes.size();
  pump();
}

void Pipe::set_shape(const PipeShape& shape) {
  const Duration now = scheduler_.now();
  const Duration change = shape.delay - shape_.delay;
  shape_ = shape;
  free_at_ = now;
  for (Waiting& waiting : waiting_) waiting.due = std::max(now, waiting.due + change);
  timer_.start({}, [this] { pump(); });
}

std::string Pipe::drain() {
  std::string all;
  for (const Waiting& waiting : waiting_) all += waiting.bytes;
  waiting_.clear();
  size_ = 0;
  return all;
}

void Pipe::pump() {
  if (std::exchange(pumping_, true)) return;
  const std::weak_ptr<char> alive = alive_;
  while (!waiting_.empty() && !shape_.blocked) {
    const Duration now = scheduler_.now();
    Waiting& front = waiting_.front();
    const Duration wait = std::max(front.due, free_at_) - now;
    if (wait > Duration{}) {
      timer_.start(wait, [this] { pump(); });
      break;
    }
    const std::size_t size = piece_of(front.bytes.size());
    const std::string piece = front.bytes.substr(0, size);
    front.bytes.erase(0, size);
    if (front.bytes.empty()) waiting_.pop_front();
    size_ -= size;
    free_at_ = now + time_for(size);
    sink_(piece);
    if (alive.expired()) return;
  }
  pumping_ = false;
}

std::size_t Pipe::piece_of(std::size_t size) const {
  if (shape_.piece > 0) size = std::min(size, shape_.piece);
  // A fiftieth of a second's worth at a time, so that a slow line looks slow and not jerky.
  if (shape_.rate > 0) size = std::min(size, std::max<std::size_t>(1, static_cast<std::size_t>(shape_.rate / 50)));
  return size;
}

Duration Pipe::time_for(std::size_t size) const {
  Duration time = shape_.piece > 0 ? shape_.gap : Duration{};
  if (shape_.rate > 0) {
    const std::chrono::duration<double> needed(static_cast<double>(size) / shape_.rate);
    time = std::max(time, std::chrono::duration_cast<Duration>(needed));
  }
  return time;
}

}  // namespace air780
