// AT to OK, the work in which everything but the serial end is as small as it gets.
#include <fmt/format.h>

#include "test/bench/pinned_cpu.h"
#include "test/bench/rows.h"
#include "test/bench/serial_server.h"
#include "test/bench/temporary_directory.h"

namespace air780 {
namespace {

constexpr double tcp_bar = 1.10;
constexpr double pty_bar = 1.15;
constexpr double tail_bar = 2;

Comparison compare(const Setting& setting, const std::string& floor_kind, std::vector<std::string> our_line) {
  const PinnedCpu same_cpu;
  std::vector<std::string> command = {setting.air780sim, "--boot-time", "0", "--log-level", "off"};
  command.insert(command.end(), our_line.begin(), our_line.end());
  const SerialServer floor({setting.floor, floor_kind});
  const SerialServer ours(command);
  SerialHost floor_host = floor.connect();
  SerialHost our_host = ours.connect();
  our_host.command("ATE0");
  return interleave(
      {setting.times(60, 6), setting.times(1000, 200)}, [&] { return time_at(floor_host); },
      [&] { return time_at(our_host); });
}

Result tail(std::string what, const Comparison& comparison) {
  const double ratio = comparison.our_p99 / comparison.our_p50;
  Result result{.what = std::move(what),
                .floor = time_text(comparison.floor_p99),
                .ours = time_text(comparison.our_p99),
                .ratio = fmt::format("{:.2f}", ratio),
                .bar = fmt::format("<= {:.2f} x our p50", tail_bar),
                .verdict = ratio <= tail_bar ? Result::Verdict::met : Result::Verdict::missed,
                .remarks = {}};
  const double floor_ratio = comparison.floor_p99 / comparison.floor_p50;
  if (floor_ratio > tail_bar) {
    result.remarks.push_back(
        fmt::format("the floor's is {:.2f} x its own p50: the machine is too busy to judge", floor_ratio));
  }
  return result;
}

}  // namespace

std::vector<Result> tcp_row(const Setting& setting) {
  const Comparison comparison = compare(setting, "tcp", {"--tcp", "0"});
  const Comparison polling = compare(setting, "tcp-poll", {"--tcp", "0"});
  Result median = compared("AT round trip over TCP, p50", comparison, tcp_bar);
  median.remarks.push_back(fmt::format(
      "{:.2f} x a floor that polls before it reads, as whoever watches more than one line must", polling.ratio));
  return {std::move(median), tail("AT round trip over TCP, p99", comparison)};
}

std::vector<Result> pty_row(const Setting& setting) {
  const TemporaryDirectory directory;
  const Comparison comparison = compare(setting, "pty", {"--pty", directory.file("line").string()});
  return {compared("AT round trip over a PTY, p50", comparison, pty_bar)};
}

}  // namespace air780
