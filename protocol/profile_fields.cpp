#include <algorithm>
#include <array>
#include <functional>
#include <vector>

#include <fmt/format.h>

#include "protocol/at/characters.h"
#include "protocol/duration.h"
#include "protocol/nearest.h"
#include "protocol/profile.h"
#include "protocol/whole_number.h"

namespace air780 {
namespace {

using Value = std::string_view;

// What stands between the quotes of an answer.
template <auto field>
bool set_text(ModelProfile& profile, Value value) {
  const bool allowed = std::ranges::all_of(value, [](char c) { return c >= ' ' && c <= '~' && c != '"'; });
  if (!allowed || value.empty() || value.size() > 64) return false;
  std::invoke(field, profile) = value;
  return true;
}

template <auto field, std::size_t least, std::size_t most>
bool set_digits(ModelProfile& profile, Value value) {
  if (!std::ranges::all_of(value, is_digit) || value.size() < least || value.size() > most) return false;
  std::invoke(field, profile) = value;
  return true;
}

// A card's number may have hex digits in it (C3).
bool set_iccid(ModelProfile& profile, Value value) {
  const bool hex = std::ranges::all_of(value, [](char c) { return hex_value(c).has_value(); });
  if (!hex || (value.size() != 19 && value.size() != 20)) return false;
  profile.iccid = value;
  return true;
}

template <auto field, long least, long most>
bool set_number(ModelProfile& profile, Value value) {
  const auto parsed = whole_number(value, least, most);
  if (!parsed) return false;
  auto& target = std::invoke(field, profile);
  target = static_cast<std::remove_reference_t<decltype(target)>>(*parsed);
  return true;
}

bool set_signal_strength(ModelProfile& profile, Value value) {
  auto parsed = whole_number(value, 0, 31);
  if (value == "99") parsed = 99;
  if (parsed) profile.signal_strength = static_cast<int>(*parsed);
  return parsed.has_value();
}

bool set_boot_time(ModelProfile& profile, Value value) {
  const auto time = value == "measured" ? std::chrono::seconds(7) : parse_duration(value);
  if (time) profile.timing.boot = *time;
  return time.has_value();
}

bool set_result_gap(ModelProfile& profile, Value value) {
  const auto time = parse_duration(value);
  if (time) profile.timing.result_gap = *time;
  return time.has_value();
}

constexpr std::string_view a_text = "1 to 64 printable characters without quotes are";

struct Row {
  ProfileField field;
  bool (*set)(ModelProfile& profile, Value value);
};

constexpr auto rows = std::to_array<Row>({
    {{"model", a_text}, set_text<&ModelProfile::model>},
    {{"firmware", a_text}, set_text<&ModelProfile::firmware>},
    {{"manufacturer", a_text}, set_text<&ModelProfile::manufacturer>},
    {{"chip", a_text}, set_text<&ModelProfile::chip>},
    {{"hardware", a_text}, set_text<&ModelProfile::hardware>},
    {{"build-time", a_text}, set_text<&ModelProfile::build_time>},
    {{"imei", "15 digits are"}, set_digits<&ModelProfile::imei, 15, 15>},
    {{"imsi", "15 digits are"}, set_digits<&ModelProfile::imsi, 15, 15>},
    {{"iccid", "19 or 20 digits are"}, set_iccid},
    {{"csq", "a number from 0 to 31, or 99 is"}, set_signal_strength},
    {{"operator-numeric", "5 or 6 digits are"}, set_digits<&ModelProfile::operator_numeric, 5, 6>},
    {{"operator-long", a_text}, set_text<&ModelProfile::operator_long>},
    {{"operator-short", a_text}, set_text<&ModelProfile::operator_short>},
    {{"apn", a_text}, set_text<&ModelProfile::apn>},
    {{"supply", "millivolts from 0 to 5000 are"}, set_number<&ModelProfile::supply_millivolts, 0, 5000>},
    {{"receive-buffer", "a number from 1 to 16777216 is"}, set_number<&ModelProfile::receive_buffer, 1, 16'777'216>},
    {{"flash-bytes", "a number from 0 to 16777216 is"}, set_number<&ModelProfile::flash_bytes, 0, 16'777'216>},
    {{"boot-time", "measured (7s) or a time such as 300ms, 5s or 2min is"}, set_boot_time},
    {{"result-gap", "a time such as 300ms, 5s or 2min is"}, set_result_gap},
});

constexpr auto fields = [] {
  std::array<ProfileField, rows.size()> result{};
  std::ranges::transform(rows, result.begin(), &Row::field);
  return result;
}();

}  // namespace

std::span<const ProfileField> profile_fields() { return fields; }

std::optional<std::string> set_profile_field(ModelProfile& profile, std::string_view name, std::string_view value) {
  const auto row = std::ranges::find(rows, name, [](const Row& r) { return r.field.name; });
  if (row == rows.end()) {
    std::vector<std::string_view> names;
    for (const ProfileField& field : fields) names.push_back(field.name);
    return fmt::format("'{}' is unknown; there are {}", name, nearest_first(name, names));
  }
  if (row->set(profile, value)) return std::nullopt;
  return fmt::format("'{}' is not allowed; {}", value, row->field.values);
}

}  // namespace air780
