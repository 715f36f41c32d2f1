#include "protocol/duration.h"

#include <array>

#include <fmt/format.h>

#include "protocol/whole_number.h"

namespace air780 {

std::optional<Duration> parse_duration(std::string_view text) {
  struct Unit {
    std::string_view suffix;
    Duration length;
  };
  // "ms" before "s", which it ends with.
  constexpr std::array<Unit, 3> units = {
      {{"ms", std::chrono::milliseconds(1)}, {"min", std::chrono::minutes(1)}, {"s", std::chrono::seconds(1)}}};
  if (text == "0") return Duration{};
  for (const Unit& unit : units) {
    if (!text.ends_with(unit.suffix)) continue;
    const std::string_view digits = text.substr(0, text.size() - unit.suffix.size());
    const auto count = whole_number(digits, 0, 1'000'000);
    if (!count) return std::nullopt;
    return *count * unit.length;
  }
  return std::nullopt;
}

std::string duration_text(Duration time) {
  using namespace std::chrono_literals;
  if (time >= 1min && time % 1min == 0ns) return fmt::format("{}min", time / 1min);
  if (time >= 1s && time % 1s == 0ns) return fmt::format("{}s", time / 1s);
  return fmt::format("{}ms", time / 1ms);
}

}  // namespace air780
