// How long a module and its network take for what the emulator does at once: figures, and what is drawn from them. The
// figures of a real session are those of at-reference §1.4 (captures C1, C4, C8).
// Figures are plain values; what draws is owned by the module; one thread.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <string_view>

#include "protocol/ports/scheduler.h"

namespace air780 {

// What takes time: the module from a command line to its answer, and the network from the request to what comes of it.
enum class LatencyStep { command, connect, tls_connect, connack, suback, puback, pubrec, pubcomp };
inline constexpr std::size_t step_count = 8;

struct StepDescription {
  LatencyStep step;
  std::string_view name;  // as a figure is given: "connect"
  std::string_view meaning;
};
std::span<const StepDescription> step_descriptions();

struct TimeRange {
  Duration least{};
  Duration most{};

  bool operator==(const TimeRange&) const = default;
};

// All zero: nothing is held back.
struct LatencyFigures {
  std::array<TimeRange, step_count> of{};

  // Some are drawn.
  bool varies() const {
    return std::ranges::any_of(of, [](const TimeRange& range) { return range.least < range.most; });
  }
  TimeRange& operator[](LatencyStep step) { return of[static_cast<std::size_t>(step)]; }
  const TimeRange& operator[](LatencyStep step) const { return of[static_cast<std::size_t>(step)]; }

  bool operator==(const LatencyFigures&) const = default;
};

// As measured on hardware.
LatencyFigures measured_latency();

class Latency {
 public:
  // With the same figures, seed and order of steps it draws the same.
  Latency(const LatencyFigures& figures, std::uint64_t seed) : figures_(figures), random_(seed) {}

  // How long this step takes this time.
  Duration draw(LatencyStep step);

 private:
  const LatencyFigures figures_;
  std::mt19937_64 random_;
};

}  // namespace air780
