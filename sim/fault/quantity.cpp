#include "sim/fault/quantity.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include <fmt/format.h>

#include "protocol/at/characters.h"

namespace air780 {
namespace {

constexpr std::int64_t highest_rate = 1'000'000'000;

// Thousandths, so that what is printed is what was read.
std::optional<std::int64_t> parse_thousandths(std::string_view text) {
  const auto point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const std::string_view decimals = point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
  const bool sized = !whole.empty() && whole.size() <= 10 && decimals.size() <= 3;
  if (!sized || (point != std::string_view::npos && decimals.empty())) return std::nullopt;
  if (!std::ranges::all_of(whole, is_digit) || !std::ranges::all_of(decimals, is_digit)) return std::nullopt;
  std::int64_t value = 0;
  for (const char digit : whole) value = value * 10 + (digit - '0');
  for (std::size_t i = 0; i < 3; ++i) value = value * 10 + (i < decimals.size() ? decimals[i] - '0' : 0);
  return value;
}

std::string thousandths_text(double value) {
  const auto thousandths = std::llround(value * 1000);
  std::string text = fmt::format("{}.{:03}", thousandths / 1000, thousandths % 1000);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

bool take_suffix(std::string_view& text, std::string_view suffix) {
  if (!text.ends_with(suffix)) return false;
  text.remove_suffix(suffix.size());
  return true;
}

}  // namespace

std::optional<double> parse_percent(std::string_view text) {
  if (!take_suffix(text, "%")) return std::nullopt;
  const auto thousandths = parse_thousandths(text);
  if (!thousandths || *thousandths > 100'000) return std::nullopt;
  return static_cast<double>(*thousandths) / 1000;
}

std::string percent_text(double percent) { return thousandths_text(percent) + "%"; }

std::optional<double> parse_rate(std::string_view text) {
  const std::int64_t unit = take_suffix(text, "kB/s") ? 1000 : take_suffix(text, "B/s") ? 1 : 0;
  const auto thousandths = unit != 0 ? parse_thousandths(text) : std::nullopt;
  if (!thousandths || *thousandths == 0 || *thousandths > highest_rate * 1000 / unit) return std::nullopt;
  return static_cast<double>(*thousandths * unit) / 1000;
}

std::string rate_text(double rate) { return thousandths_text(rate) + "B/s"; }

}  // namespace air780
