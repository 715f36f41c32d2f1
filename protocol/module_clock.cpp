#include "protocol/module_clock.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <array>

#include "protocol/at/characters.h"
#include "protocol/whole_number.h"

namespace air780 {
namespace {

constexpr int least_zone = -47;
constexpr int most_zone = 48;

std::chrono::minutes from_utc(int zone) { return std::chrono::minutes(15 * zone); }

// yy/MM/dd,hh:mm:ss. The six numbers, each of two digits with its separator behind it.
std::optional<UtcTime> local_time(std::string_view text) {
  constexpr std::string_view separators = "//,::";
  std::array<int, 6> parts{};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto value = is_digit(text[3 * i]) ? whole_number(text.substr(3 * i, 2)) : std::nullopt;
    if (!value || (i < separators.size() && text[3 * i + 2] != separators[i])) return std::nullopt;
    parts[i] = static_cast<int>(*value);
  }
  using namespace std::chrono;
  const year_month_day date{year(2000 + parts[0]), month(static_cast<unsigned>(parts[1])),
                            day(static_cast<unsigned>(parts[2]))};
  if (!date.ok() || parts[3] > 23 || parts[4] > 59 || parts[5] > 59) return std::nullopt;
  return sys_days(date) + hours(parts[3]) + minutes(parts[4]) + seconds(parts[5]);
}

}  // namespace

std::string ModuleClock::text() const {
  return fmt::format("{:%y/%m/%d,%H:%M:%S}{:+03d}", utc() + from_utc(zone_), zone_);
}

bool ModuleClock::set(std::string_view text) {
  constexpr std::size_t without_zone = 17;
  if (text.size() < without_zone) return false;
  const auto local = local_time(text);
  const std::string_view zone_text = text.substr(without_zone);
  int zone = zone_;
  if (!zone_text.empty()) {
    const auto magnitude = whole_number(zone_text.substr(1), 0, most_zone);
    const bool signed_well = zone_text[0] == '+' || zone_text[0] == '-';
    if (!signed_well || !magnitude || !is_digit(zone_text[1])) return false;
    zone = static_cast<int>(zone_text[0] == '-' ? -*magnitude : *magnitude);
  }
  if (!local || zone < least_zone || zone > most_zone) return false;
  zone_ = zone;
  offset_ = *local - from_utc(zone) - scheduler_.utc();
  return true;
}

void ModuleClock::set_utc(UtcTime utc, int zone) {
  offset_ = utc - scheduler_.utc();
  zone_ = zone;
}

void ModuleClock::set_by_network() {
  offset_ = {};
  zone_ = network_zone;
}

}  // namespace air780
