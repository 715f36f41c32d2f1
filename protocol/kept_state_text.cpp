#include "protocol/kept_state_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>
#include <variant>

#include "protocol/mqtt/payload_coding.h"

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

template <typename Value>
constexpr Row row(std::string_view name, long least, long most, Value& (*place)(KeptState&)) {
  return {name, least, most, place};
}
constexpr Row switch_row(std::string_view name, bool& (*place)(KeptState&)) { return {name, 0, 1, place}; }

constexpr auto rows = std::to_array<Row>({
    switch_row("echo", [](KeptState& s) -> bool& { return s.settings.echo; }),
    switch_row("quiet", [](KeptState& s) -> bool& { return s.settings.results.quiet; }),
    row(
        "cme-errors", 0, 2, +[](KeptState& s) -> int& { return s.settings.results.cme_errors; }),
    row(
        "dcd-mode", 0, 1, +[](KeptState& s) -> int& { return s.settings.dcd_mode; }),
    row(
        "dtr-mode", 0, 2, +[](KeptState& s) -> int& { return s.settings.dtr_mode; }),
    row(
        "operator-format", 0, 2, +[](KeptState& s) -> int& { return s.settings.operator_format; }),
    row(
        "baud-rate", 0, 921600, +[](KeptState& s) -> long& { return s.settings.port.rate; }),
    row(
        "frame", 0, 6, +[](KeptState& s) -> int& { return s.settings.port.format; }),
    row(
        "parity", 0, 1, +[](KeptState& s) -> int& { return s.settings.port.parity; }),
    row(
        "flow-to-host", 0, 2, +[](KeptState& s) -> int& { return s.settings.port.flow_to_host; }),
    row(
        "flow-from-host", 0, 2, +[](KeptState& s) -> int& { return s.settings.port.flow_from_host; }),
    row(
        "character-set", 0, 2, +[](KeptState& s) -> int& { return s.settings.character_set; }),
    switch_row("network-sets-clock", [](KeptState& s) -> bool& { return s.settings.network_sets_clock; }),
    switch_row("roaming-allowed", [](KeptState& s) -> bool& { return s.settings.roaming_allowed; }),
    row(
        "band-reports", 0, 1, +[](KeptState& s) -> int& { return s.settings.band_reports; }),
    row(
        "sleep-mode", 0, 3, +[](KeptState& s) -> int& { return s.settings.sleep_mode; }),
    row(
        "sleep-wait-seconds", 0, 65, +[](KeptState& s) -> int& { return s.settings.sleep_wait_seconds; }),
    row(
        "data-sleep-seconds", 0, 20, +[](KeptState& s) -> int& { return s.settings.data_sleep_seconds; }),
    switch_row("sim-detection", [](KeptState& s) -> bool& { return s.settings.sim_detection; }),
    row(
        "sim-detection-level", 0, 1, +[](KeptState& s) -> int& { return s.settings.sim_detection_level; }),
    row(
        "answer-rings", 0, 255, +[](KeptState& s) -> int& { return s.settings.dialling.answer_rings; }),
    row(
        "tone-wait-seconds", 2, 10, +[](KeptState& s) -> int& { return s.settings.dialling.tone_wait_seconds; }),
    row(
        "completion-seconds", 1, 255, +[](KeptState& s) -> int& { return s.settings.dialling.completion_seconds; }),
    row(
        "pause-seconds", 0, 255, +[](KeptState& s) -> int& { return s.settings.dialling.pause_seconds; }),
    row(
        "disconnect-tenths", 1, 254, +[](KeptState& s) -> int& { return s.settings.dialling.disconnect_tenths; }),
    row(
        "io-level", 0, 2, +[](KeptState& s) -> int& { return s.settings.io_level; }),
    row(
        "creg", 0, 3, +[](KeptState& s) -> int& { return s.registration_modes[0]; }),
    row(
        "cgreg", 0, 5, +[](KeptState& s) -> int& { return s.registration_modes[1]; }),
    row(
        "cereg", 0, 5, +[](KeptState& s) -> int& { return s.registration_modes[2]; }),
    switch_row("ring-is-kept", [](KeptState& s) -> bool& { return s.ring_is_kept; }),
    switch_row("ring", [](KeptState& s) -> bool& { return s.ring.enabled; }),
    row(
        "ring-pause-ms", 1, 65535, +[](KeptState& s) -> Duration& { return s.ring.pause; }),
    row(
        "ring-pulse-ms", 1, 65535, +[](KeptState& s) -> Duration& { return s.ring.pulse; }),
    row(
        "ring-count", 1, 255, +[](KeptState& s) -> int& { return s.ring.count; }),
    row(
        "serial-number", 0, 64, +[](KeptState& s) -> std::string& { return s.serial_number; }),
    row(
        "sim-slot", 0, 1, +[](KeptState& s) -> int& { return s.sim_slot; }),
    row(
        "sim-choice", 0, 2, +[](KeptState& s) -> int& { return s.sim_choice; }),
    row(
        "power-mode", 0, 2, +[](KeptState& s) -> int& { return s.power_mode; }),
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
  long number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number < row.least || number > row.most) return false;
  if constexpr (std::is_same_v<Number, Duration>) {
    value = std::chrono::milliseconds(number);
  } else {
    value = static_cast<Number>(number);
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
