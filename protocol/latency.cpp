#include "protocol/latency.h"

namespace air780 {

using std::chrono::milliseconds;

std::span<const StepDescription> step_descriptions() {
  static constexpr StepDescription descriptions[] = {
      {LatencyStep::command, "command", "a command line to its answer"},
      {LatencyStep::connect, "connect", "CONNECT OK of MIPSTART"},
      {LatencyStep::tls_connect, "tls-connect", "CONNECT OK of SSLMIPSTART"},
      {LatencyStep::connack, "connack", "CONNACK OK, or the refusal"},
      {LatencyStep::suback, "suback", "SUBACK, UNSUBACK"},
      {LatencyStep::puback, "puback", "PUBACK"},
      {LatencyStep::pubrec, "pubrec", "PUBREC"},
      {LatencyStep::pubcomp, "pubcomp", "PUBCOMP"},
  };
  static_assert(std::size(descriptions) == step_count);
  return descriptions;
}

LatencyFigures measured_latency() {
  LatencyFigures figures;
  figures[LatencyStep::command] = {milliseconds(3), milliseconds(5)};
  figures[LatencyStep::connect] = {milliseconds(300), milliseconds(400)};
  figures[LatencyStep::tls_connect] = {milliseconds(1400), milliseconds(2300)};
  figures[LatencyStep::connack] = {milliseconds(55), milliseconds(250)};
  figures[LatencyStep::suback] = {milliseconds(118), milliseconds(315)};
  figures[LatencyStep::puback] = {milliseconds(60), milliseconds(300)};
  figures[LatencyStep::pubrec] = {milliseconds(54), milliseconds(54)};
  figures[LatencyStep::pubcomp] = {milliseconds(87), milliseconds(87)};
  return figures;
}

// By hand, since the standard's distributions may differ from one library to the next.
Duration Latency::draw(LatencyStep step) {
  const auto [least, most] = figures_[step];
  if (most <= least) return least;
  const auto width = static_cast<std::uint64_t>((most - least).count()) + 1;
  return least + Duration(static_cast<Duration::rep>(random_() % width));
}

}  // namespace air780
