// From exec to the first OK, as a CI job feels it.
#include <chrono>

#include "test/bench/bench_broker.h"
#include "test/bench/rows.h"
#include "test/bench/serial_server.h"

namespace air780 {
namespace {

using Clock = std::chrono::steady_clock;

constexpr double start_bar = 1.25;
constexpr double broker_bar_ms = 60;

std::chrono::nanoseconds time_first_ok(const std::vector<std::string>& command) {
  const auto begin = Clock::now();
  const SerialServer server(command);
  SerialHost host = server.connect();
  time_at(host);
  return Clock::now() - begin;
}

std::chrono::nanoseconds time_broker() {
  const auto begin = Clock::now();
  const BenchBroker broker;
  return Clock::now() - begin;
}

std::vector<std::string> our_command(const Setting& setting) {
  return {setting.air780sim, "--tcp", "0", "--boot-time", "0", "--log-level", "off"};
}

}  // namespace

std::vector<Result> start_row(const Setting& setting) {
  const Comparison comparison = interleave(
      {setting.times(60, 6), 3},
      [&] {
        return time_first_ok({setting.floor, "tcp"});
      },
      [&] { return time_first_ok(our_command(setting)); });
  return {compared("exec to first OK", comparison, start_bar)};
}

std::vector<Result> start_broker_row(const Setting& setting) {
  std::vector<std::string> command = our_command(setting);
  command.push_back("--broker");
  const Comparison comparison =
      interleave({setting.times(20, 3), 1}, time_broker, [&] { return time_first_ok(command); });
  return {
      timed("exec to first OK with --broker", comparison.floor_p50 / 1000, comparison.our_p50 / 1000, broker_bar_ms)};
}

}  // namespace air780
