#include "sim/fault/serial_faults.h"

namespace air780 {

SerialFaults::SerialFaults(Scheduler& scheduler, SerialOutput& line, std::uint64_t seed)
    : line_(line),
      random_(seed),
      to_host_(scheduler, [&line](std::string_view bytes) { line.transmit(bytes); }),
      from_host_(scheduler, [this](std::string_view bytes) {
        if (module) module(bytes);
      }) {}

void SerialFaults::set_pieces(std::size_t size, Duration gap) {
  PipeShape shape = to_host_.shape();
  shape.piece = size;
  shape.gap = gap;
  to_host_.set_shape(shape);
}

void SerialFaults::set_stalled(bool stalled) {
  for (Pipe* pipe : {&to_host_, &from_host_}) {
    PipeShape shape = pipe->shape();
    shape.blocked = stalled;
    pipe->set_shape(shape);
  }
}

std::string_view SerialFaults::damaged(std::string_view bytes) {
  if (corruption_ == 0 && loss_ == 0) return bytes;
  damaged_.clear();
  for (const char byte : bytes) {
    if (happens(loss_)) continue;
    const auto bit = happens(corruption_) ? 1U << (random_() % 8) : 0U;
    damaged_ += static_cast<char>(static_cast<unsigned char>(byte) ^ bit);
  }
  return damaged_;
}

// By hand, since the standard's distributions may differ from one library to the next.
bool SerialFaults::happens(double percent) {
  return percent > 0 && static_cast<double>(random_() >> 11U) * 0x1p-53 * 100 < percent;
}

}  // namespace air780
