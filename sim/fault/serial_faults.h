// The serial line with faults on it, both ways: between the module's output and the line, and between the line and the
// module. Without faults it passes everything on. What it does to a byte comes from the seed alone.
// Owned by the composition, which keeps `line` and the scheduler alive longer; must outlive the module. One thread.
#pragma once

#include <cstdint>
#include <functional>
#include <random>
#include <string>
#include <string_view>

#include "protocol/ports/scheduler.h"
#include "protocol/ports/serial_output.h"
#include "sim/fault/pipe.h"

namespace air780 {

class SerialFaults final : public SerialOutput {
 public:
  SerialFaults(Scheduler& scheduler, SerialOutput& line, std::uint64_t seed);

  // From the module.
  void transmit(std::string_view bytes) override { to_host_.push(damaged(bytes)); }
  void configure(const SerialPortSettings& settings) override { line_.configure(settings); }
  // From the host; `module` hears it.
  void receive(std::string_view bytes) { from_host_.push(damaged(bytes)); }
  std::function<void(std::string_view)> module;

  // Of a hundred bytes so many arrive with one bit changed, or do not arrive; 0: all arrive as they were.
  void set_corruption(double percent) { corruption_ = percent; }
  void set_loss(double percent) { loss_ = percent; }
  // What the module says comes in pieces with a gap between them; 0: whole.
  void set_pieces(std::size_t size, Duration gap);
  // Nothing passes either way; when that is over, all that waits.
  void set_stalled(bool stalled);

 private:
  std::string_view damaged(std::string_view bytes);
  bool happens(double percent);

  SerialOutput& line_;
  std::mt19937_64 random_;
  double corruption_ = 0;
  double loss_ = 0;
  std::string damaged_;
  Pipe to_host_;
  Pipe from_host_;
};

}  // namespace air780
