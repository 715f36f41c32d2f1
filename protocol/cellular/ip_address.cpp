#include "protocol/cellular/ip_address.h"

#include <array>
#include <charconv>
#include <optional>

#include <fmt/format.h>

namespace air780 {
namespace {

using Numbers = std::array<int, 4>;

std::optional<Numbers> numbers_of(std::string_view text) {
  Numbers numbers{};
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const std::size_t end = i + 1 < numbers.size() ? text.find('.') : text.size();
    if (end == 0 || end > 3) return std::nullopt;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + end, numbers[i]);
    if (error != std::errc{} || rest != text.data() + end || numbers[i] < 0 || numbers[i] > 255) return std::nullopt;
    text.remove_prefix(i + 1 < numbers.size() ? end + 1 : end);
  }
  return numbers;
}

}  // namespace

bool is_ipv4(std::string_view text) { return numbers_of(text).has_value(); }

std::string zero_filled(std::string_view address) {
  if (address.empty()) address = "0.0.0.0";
  std::string filled;
  while (true) {
    const auto end = address.find('.');
    filled += fmt::format("{:0>3}", address.substr(0, end));
    if (end == std::string_view::npos) return filled;
    filled += '.';
    address.remove_prefix(end + 1);
  }
}

}  // namespace air780
