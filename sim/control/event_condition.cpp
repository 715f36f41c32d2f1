#include "sim/control/event_condition.h"

#include <fmt/format.h>

#include <algorithm>
#include <variant>

#include "protocol/at/command_line.h"
#include "sim/fault/state_names.h"
#include "sim/fault/trigger_parser.h"
#include "sim/text/escapes.h"

namespace air780 {
namespace {

using Kind = Trigger::Kind;

// Whether one of the lines in these bytes begins so.
bool has_line(std::string_view bytes, std::string_view beginning) {
  while (!bytes.empty()) {
    const std::size_t end = std::min(bytes.find_first_of("\r\n"), bytes.size());
    if (end > 0 && bytes.substr(0, end).starts_with(beginning)) return true;
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
  }
  return false;
}

struct Matches {
  const EventCondition& condition;
  const Trigger& subject;

  bool is(Kind kind) const { return !condition.any_fault && subject.kind == kind; }

  bool operator()(const SerialBytes& serial) const {
    return is(Kind::line) && serial.direction == SerialBytes::Direction::to_host &&
           has_line(serial.bytes, subject.text);
  }
  bool operator()(const CommandStarted& command) const {
    std::string_view text = command.text;
    if (!is(Kind::command)) return false;
    const auto call = next_command(text);
    return call && call->name == subject.text;
  }
  bool operator()(const MqttPacketSeen& seen) const {
    return is(Kind::packet) && seen.packet.type == subject.packet && seen.packet.direction == subject.direction;
  }
  bool operator()(const StateChanged& change) const {
    return is(Kind::state) && state_name(change.what) == subject.text && state_name(change.to) == subject.value;
  }
  bool operator()(const PowerChanged& power) const {
    return is(Kind::state) && subject.text == "power" && to_string(power.step) == subject.value;
  }
  bool operator()(const FaultActed& fault) const { return condition.any_fault && !fault.ended; }
  // A line comes once more as bytes, and only what left counts.
  bool operator()(const UnsolicitedLine&) const { return false; }
  bool operator()(const CommandFinished&) const { return false; }
  bool operator()(const FileChanged&) const { return false; }
  bool operator()(const Notice&) const { return false; }
};

// The short words that scenarios have too.
std::string_view spelled_out(std::string_view text) {
  if (text == "online") return "mqtt=online";
  if (text == "ready") return "power=booted";
  if (text == "CLOSED") return "\"CLOSED\"";
  return text;
}

}  // namespace

boost::system::result<EventCondition, std::string> parse_event_condition(std::string_view text) {
  if (text == "fault") return EventCondition{.any_fault = true, .subject = {}};
  std::string subject(spelled_out(text));
  if (subject.starts_with("AT ")) subject[2] = '+';
  constexpr std::string_view on = "on ";
  const std::string rule = std::string(on) + subject;
  RuleCursor cursor(rule);
  auto trigger = parse_trigger(cursor);
  if (trigger && cursor.at_end()) return EventCondition{.any_fault = false, .subject = std::move(*trigger)};
  const RuleError error = trigger ? cursor.expected("nothing more") : trigger.error();
  return fmt::format("'{}': column {}: {}", escape(text), error.column - std::min(error.column - 1, on.size()),
                     error.message);
}

bool matches(const EventCondition& condition, const Event& event) {
  return std::visit(Matches{condition, condition.subject}, event.body);
}

}  // namespace air780
