#include "sim/scenario/subject.h"

#include <array>
#include <variant>

#include "protocol/at/characters.h"
#include "protocol/at/command_line.h"
#include "sim/fault/state_names.h"

namespace air780 {
namespace {

bool fits(std::string_view pattern, std::string_view text) {
  if (!pattern.ends_with('*')) return pattern == text;
  pattern.remove_suffix(1);
  return text.starts_with(pattern);
}

// Lines as a host reads them: each ends with CR LF; what ends with another CR is the echo of the host's own.
std::size_t lines_beginning(std::string_view beginning, std::string_view bytes) {
  std::size_t count = 0;
  for (auto end = bytes.find("\r\n"); end != std::string_view::npos; end = bytes.find("\r\n")) {
    const std::string_view line = bytes.substr(0, end);
    if (!line.ends_with('\r') && line.starts_with(beginning)) ++count;
    bytes.remove_prefix(end + 2);
  }
  return count;
}

std::string_view name_of(PowerStep step) {
  constexpr std::array<std::string_view, 4> names = {"on", "listening", "booted", "off"};
  return names[static_cast<std::size_t>(step)];
}

struct Sightings {
  const Subject& subject;
  using Kind = Subject::Kind;

  std::size_t operator()(const CommandStarted& command) const {
    if (subject.kind != Kind::command) return 0;
    std::string_view rest = command.text;
    const auto call = next_command(rest);
    if (!call || call->name != subject.text) return 0;
    const std::string_view behind = command.text.substr(std::min(call->name.size(), command.text.size()));
    return subject.any_form || fits(subject.value, behind) ? 1 : 0;
  }
  std::size_t operator()(const SerialBytes& serial) const {
    const bool said = serial.direction == SerialBytes::Direction::to_host && !serial.lost;
    return said && subject.kind == Kind::line ? lines_beginning(subject.text, serial.bytes) : 0;
  }
  std::size_t operator()(const MqttPacketSeen& seen) const {
    const MqttPacket& packet = seen.packet;
    if (subject.kind == Kind::packet) {
      return packet.type == subject.packet && packet.direction == subject.direction ? 1 : 0;
    }
    const bool published = packet.type == MqttPacketType::publish && packet.direction == MqttDirection::to_broker;
    return subject.kind == Kind::message && published && topic_matches(subject.text, packet.topic) ? 1 : 0;
  }
  std::size_t operator()(const StateChanged& change) const {
    const bool is_state = subject.kind == Kind::state && state_name(change.what) == subject.text;
    return is_state && state_name(change.to) == subject.value ? 1 : 0;
  }
  std::size_t operator()(const PowerChanged& power) const {
    return subject.kind == Kind::state && subject.text == "power" && subject.value == name_of(power.step) ? 1 : 0;
  }
  std::size_t operator()(const FaultActed& fault) const { return subject.kind == Kind::fault && !fault.ended ? 1 : 0; }
  template <typename Other>
  std::size_t operator()(const Other&) const {
    return 0;
  }
};

std::string_view next_level(std::string_view& rest, bool& more) {
  const auto slash = rest.find('/');
  const std::string_view level = rest.substr(0, slash);
  more = slash != std::string_view::npos;
  rest.remove_prefix(more ? slash + 1 : rest.size());
  return level;
}

}  // namespace

std::size_t sightings(const Subject& subject, const Event& event) { return std::visit(Sightings{subject}, event.body); }

bool leaves(const Subject& subject, const Event& event) {
  if (subject.kind != Subject::Kind::state) return false;
  const auto* change = std::get_if<StateChanged>(&event.body);
  return change && state_name(change->what) == subject.text && state_name(change->from) == subject.value;
}

bool topic_matches(std::string_view filter, std::string_view topic) {
  bool more_filter = true;
  bool more_topic = true;
  while (more_filter && more_topic) {
    const std::string_view wanted = next_level(filter, more_filter);
    if (wanted == "#") return true;
    const std::string_view level = next_level(topic, more_topic);
    if (wanted != "+" && wanted != level) return false;
  }
  // "a/#" takes "a" too.
  return (more_filter && filter == "#") || (!more_filter && !more_topic);
}

}  // namespace air780
