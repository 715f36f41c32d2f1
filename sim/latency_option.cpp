#include "sim/latency_option.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>

#include "protocol/duration.h"

namespace air780 {
namespace {

constexpr std::string_view gap_name = "gap";

std::optional<TimeRange> parse_range(std::string_view text) {
  constexpr std::string_view dots = "..";
  const auto split = text.find(dots);
  const auto least = parse_duration(text.substr(0, split));
  const auto most = split == std::string_view::npos ? least : parse_duration(text.substr(split + dots.size()));
  if (!least || !most || *most < *least) return std::nullopt;
  return TimeRange{*least, *most};
}

std::string set_figure(Timing& timing, std::string_view figure) {
  const auto equals = figure.find('=');
  const std::string_view name = figure.substr(0, equals);
  const auto steps = step_descriptions();
  const auto step = std::ranges::find(steps, name, &StepDescription::name);
  if (equals == std::string_view::npos || (name != gap_name && step == steps.end())) {
    std::string names(gap_name);
    for (const StepDescription& known : steps) names += fmt::format(", {}", known.name);
    return fmt::format("'{}' is not allowed; none, measured, or NAME=T is, with one of the names {}", figure, names);
  }
  const std::string_view text = figure.substr(equals + 1);
  const auto range = parse_range(text);
  if (!range || (name == gap_name && range->least != range->most)) {
    return fmt::format("'{}' is not allowed for {}; {}{} is", text, name, duration_syntax,
                       name == gap_name ? "" : ", or two with .. between them, the shorter first,");
  }
  if (name == gap_name) {
    timing.result_gap = range->least;
  } else {
    timing.latency[step->step] = *range;
  }
  return {};
}

}  // namespace

std::string set_latency(Timing& timing, const std::string& text) {
  timing.latency = {};
  std::string_view rest = text;
  for (bool first = true; first || !rest.empty(); first = false) {
    const auto comma = rest.find(',');
    const std::string_view figure = rest.substr(0, comma);
    rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(comma + 1);
    if (first && figure == "none") continue;
    if (first && figure == "measured") {
      timing.latency = measured_latency();
      continue;
    }
    if (std::string error = set_figure(timing, figure); !error.empty()) return error;
  }
  return {};
}

std::string latency_help() {
  const auto line = [](std::string_view name, const std::string& meaning) {
    return fmt::format("  {:<22}{}\n", name, meaning);
  };
  const LatencyFigures measured = measured_latency();
  const auto milliseconds = [](Duration time) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(time).count();
  };
  std::string text = line(gap_name, "no asynchronous line sooner than this after OK (default 2ms)");
  for (const StepDescription& step : step_descriptions()) {
    const auto [least, most] = measured[step.step];
    const std::string range = least == most ? fmt::format("{}ms", milliseconds(least))
                                            : fmt::format("{}ms..{}ms", milliseconds(least), milliseconds(most));
    text += line(step.name, fmt::format("{} (default 0, measured {})", step.meaning, range));
  }
  return text;
}

}  // namespace air780
