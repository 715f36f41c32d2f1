#include "protocol/kept_state_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <variant>

#include "protocol/mqtt/payload_coding.h"
#include "protocol/whole_number.h"

namespace air780 {
namespace {

// Where a value lies in a state, and which values it may have: numbers from `least` to `most`, texts up to `most`
// bytes.
struct Row {
  using Place = std::variant<bool& (*)(KeptState&), int& (*)(KeptState&), long& (*)(KeptState&),
                             Duration& (*)(KeptState&), std::string& (*)(KeptState&)>;
  std::string_view name;
  long least;
  long most;
  Place place;
};

constexpr Row flag(std::string_view name, bool& (*place)(KeptState&)) { return {name, 0, 1, place}; }
constexpr Row number(std::string_view name, long least, long most, int& (*place)(KeptState&)) {
  return {name, least, most, place};
}
constexpr Row rate(std::string_view name, long most, long& (*place)(KeptState&)) { return {name, 0, most, place}; }
constexpr Row milliseconds(std::string_view name, Duration& (*place)(KeptState&)) { return {name, 1, 65535, place}; }
constexpr Row bytes(std::string_view name, long most, std::string& (*place)(KeptState&)) {
  return {name, 0, most, place};
}

constexpr auto rows = std::to_array<Row>({
    flag("echo", [](KeptState& s) -> bool& { return s.settings.echo; }),
    flag("quiet", [](KeptState& s) -> bool& { return s.settings.results.quiet; }),
    number("cme-errors", 0, 2, [](KeptState& s) -> int& { return s.settings.results.cme_errors; }),
    number("dcd-mode", 0, 1, [](KeptState& s) -> int& { return s.settings.dcd_mode; }),
    number("dtr-mode", 0, 2, [](KeptState& s) -> int& { return s.settings.dtr_mode; }),
    number("operator-format", 0, 2, [](KeptState& s) -> int& { return s.settings.operator_format; }),
    // As far as --baud goes.
    rate("baud-rate", 4'000'000, [](KeptState& s) -> long& { return s.settings.port.rate; }),
    number("frame", 0, 6, [](KeptState& s) -> int& { return s.settings.port.format; }),
    number("parity", 0, 1, [](KeptState& s) -> int& { return s.settings.port.parity; }),
    number("flow-to-host", 0, 2, [](KeptState& s) -> int& { return s.settings.port.flow_to_host; }),
    number("flow-from-host", 0, 2, [](KeptState& s) -> int& { return s.settings.port.flow_from_host; }),
    number("character-set", 0, 2, [](KeptState& s) -> int& { return s.settings.character_set; }),
    flag("network-sets-clock", [](KeptState& s) -> bool& { return s.settings.network_sets_clock; }),
    flag("roaming-allowed", [](KeptState& s) -> bool& { return s.settings.roaming_allowed; }),
    number("band-reports", 0, 1, [](KeptState& s) -> int& { return s.settings.band_reports; }),
    number("sleep-mode", 0, 3, [](KeptState& s) -> int& { return s.settings.sleep_mode; }),
    number("sleep-wait-seconds", 0, 65, [](KeptState& s) -> int& { return s.settings.sleep_wait_seconds; }),
    number("data-sleep-seconds", 0, 20, [](KeptState& s) -> int& { return s.settings.data_sleep_seconds; }),
    flag("sim-detection", [](KeptState& s) -> bool& { return s.settings.sim_detection; }),
    number("sim-detection-level", 0, 1, [](KeptState& s) -> int& { return s.settings.sim_detection_level; }),
    number("answer-rings", 0, 255, [](KeptState& s) -> int& { return s.settings.dialling.answer_rings; }),
    number("tone-wait-seconds", 2, 10, [](KeptState& s) -> int& { return s.settings.dialling.tone_wait_seconds; }),
    number("completion-seconds", 1, 255, [](KeptState& s) -> int& { return s.settings.dialling.completion_seconds; }),
    number("pause-seconds", 0, 255, [](KeptState& s) -> int& { return s.settings.dialling.pause_seconds; }),
    number("disconnect-tenths", 1, 254, [](KeptState& s) -> int& { return s.settings.dialling.disconnect_tenths; }),
    number("io-level", 0, 2, [](KeptState& s) -> int& { return s.settings.io_level; }),
    number("creg", 0, 3, [](KeptState& s) -> int& { return s.registration_modes[0]; }),
    number("cgreg", 0, 5, [](KeptState& s) -> int& { return s.registration_modes[1]; }),
    number("cereg", 0, 5, [](KeptState& s) -> int& { return s.registration_modes[2]; }),
    flag("ring-is-kept", [](KeptState& s) -> bool& { return s.ring_is_kept; }),
    flag("ring", [](KeptState& s) -> bool& { return s.ring.enabled; }),
    milliseconds("ring-pause-ms", [](KeptState& s) -> Duration& { return s.ring.pause; }),
    milliseconds("ring-pulse-ms", [](KeptState& s) -> Duration& { return s.ring.pulse; }),
    number("ring-count", 1, 255, [](KeptState& s) -> int& { return s.ring.count; }),
    bytes("serial-number", 64, [](KeptState& s) -> std::string& { return s.serial_number; }),
    number("sim-slot", 0, 1, [](KeptState& s) -> int& { return s.sim_slot; }),
    number("sim-choice", 0, 2, [](KeptState& s) -> int& { return s.sim_choice; }),
    number("power-mode", 0, 2, [](KeptState& s) -> int& { return s.power_mode; }),
});

// A byte that is not printable, a blank or a backslash is \HH, which decode_escapes() reads.
std::string with_escapes(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) {
    if (c > ' ' && c <= '~' && c != '\\') {
      text += c;
    } else {
      text += '\\' + encode_hex(std::string_view(&c, 1));
    }
  }
  return text;
}

std::string text_of(const std::string& value) { return with_escapes(value); }
std::string text_of(Duration value) {
  return std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(value).count());
}
std::string text_of(long value) { return std::to_string(value); }

bool take(std::string& value, const Row& row, std::string_view text) {
  std::string decoded = decode_escapes(text);
  if (decoded.size() > static_cast<std::size_t>(row.most)) return false;
  value = std::move(decoded);
  return true;
}

template <typename Number>
bool take(Number& value, const Row& row, std::string_view text) {
  const auto given = whole_number(text, row.least, row.most);
  if (!given) return false;
  if constexpr (std::is_same_v<Number, Duration>) {
    value = std::chrono::milliseconds(*given);
  } else {
    value = static_cast<Number>(*given);
  }
  return true;
}

// What is wrong with a line; nothing when its value was taken.
std::optional<std::string> take_line(KeptState& state, std::string_view line) {
  const auto equals = line.find('=');
  if (equals == std::string_view::npos) return fmt::format("\"{}\" is not NAME=VALUE", with_escapes(line));
  const std::string_view name = line.substr(0, equals);
  const std::string_view value = line.substr(equals + 1);
  const auto row = std::ranges::find(rows, name, &Row::name);
  if (row == rows.end()) return fmt::format("there is no setting \"{}\"", with_escapes(name));
  const bool taken = std::visit([&](auto place) { return take(place(state), *row, value); }, row->place);
  if (taken) return std::nullopt;
  if (std::holds_alternative<std::string& (*)(KeptState&)>(row->place)) {
    return fmt::format("{} has more than {} bytes", name, row->most);
  }
  return fmt::format("{}: \"{}\" is not a number from {} to {}", name, with_escapes(value), row->least, row->most);
}

}  // namespace

std::string to_text(KeptState state) {
  std::string text;
  for (const Row& row : rows) {
    const std::string value = std::visit([&state](auto place) { return text_of(place(state)); }, row.place);
    text += fmt::format("{}={}\n", row.name, value);
  }
  return text;
}

ReadState kept_state_of(std::string_view text, const KeptState& factory) {
  ReadState read{factory, {}};
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || line.starts_with('#')) continue;
    if (const auto complaint = take_line(read.state, line)) {
      read.complaints.push_back(fmt::format("line {}: {}", number, *complaint));
    }
  }
  return read;
}

}  // namespace air780
