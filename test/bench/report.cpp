#include "test/bench/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace air780 {
namespace {

using Cells = std::array<std::string, 6>;

Result::Verdict verdict(bool met) { return met ? Result::Verdict::met : Result::Verdict::missed; }

std::string verdict_text(Result::Verdict verdict) {
  switch (verdict) {
    case Result::Verdict::met:
      return "met";
    case Result::Verdict::missed:
      return "MISSED";
    case Result::Verdict::no_bar:
      break;
  }
  return "-";
}

std::string ratio_text(double floor, double ours) { return floor > 0 ? fmt::format("{:.2f}", ours / floor) : "-"; }

std::string line_text(const Cells& cells, const std::array<std::size_t, 6>& widths) {
  std::string line = fmt::format("{:<{}}", cells[0], widths[0]);
  for (std::size_t i = 1; i < cells.size(); ++i) line += fmt::format("  {:>{}}", cells[i], widths[i]);
  return line + "\n";
}

}  // namespace

std::string time_text(double microseconds) {
  return microseconds < 1000 ? fmt::format("{:.1f} us", microseconds) : fmt::format("{:.2f} ms", microseconds / 1000);
}

Result compared(std::string what, const Comparison& comparison, double bar) {
  return {.what = std::move(what),
          .floor = time_text(comparison.floor_p50),
          .ours = time_text(comparison.our_p50),
          .ratio = fmt::format("{:.2f}", comparison.ratio),
          .bar = fmt::format("<= {:.2f} x", bar),
          .verdict = verdict(comparison.ratio <= bar),
          .remarks = {}};
}

Result without_bar(std::string what, const Comparison& comparison) {
  Result result = compared(std::move(what), comparison, 0);
  result.bar = "-";
  result.verdict = Result::Verdict::no_bar;
  return result;
}

Result timed(std::string what, double floor_ms, double our_ms, double bar_ms) {
  return {.what = std::move(what),
          .floor = floor_ms > 0 ? time_text(floor_ms * 1000) : "-",
          .ours = time_text(our_ms * 1000),
          .ratio = ratio_text(floor_ms, our_ms),
          .bar = fmt::format("<= {:.0f} ms", bar_ms),
          .verdict = verdict(our_ms <= bar_ms),
          .remarks = {}};
}

std::string table_text(const std::vector<Result>& results) {
  std::vector<Cells> lines = {{"row", "floor", "ours", "ratio", "bar", "bar is"}};
  std::string remarks;
  int remark = 0;
  for (const Result& result : results) {
    std::string what = result.what;
    for (const std::string& text : result.remarks) {
      what += fmt::format(" [{}]", ++remark);
      remarks += fmt::format("[{}] {}\n", remark, text);
    }
    lines.push_back({what, result.floor, result.ours, result.ratio, result.bar, verdict_text(result.verdict)});
  }
  std::array<std::size_t, 6> widths{};
  for (const Cells& line : lines) {
    for (std::size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], line[i].size());
  }
  std::string text;
  for (const Cells& line : lines) text += line_text(line, widths);
  return text + remarks;
}

}  // namespace air780
