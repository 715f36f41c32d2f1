#include "sim/control/counters.h"

#include <boost/json.hpp>
#include <variant>

#include "protocol/at/command_line.h"
#include "sim/text/escapes.h"

namespace air780 {
namespace {

// What stands before the first colon, so that "+MSUB: 0" and "+MSUB: 1" are one.
std::string_view kind_of_line(std::string_view line) { return line.substr(0, line.find(':')); }

std::string command_name(std::string_view text) {
  const auto call = next_command(text);
  return call ? "AT" + call->name : "(no command)";
}

}  // namespace

struct Counters::Count {
  Counters& counters;

  void operator()(const SerialBytes& serial) const {
    const std::size_t size = serial.bytes.size();
    if (serial.lost) {
      counters.bytes_lost_ += size;
    } else if (serial.direction == SerialBytes::Direction::from_host) {
      counters.bytes_from_host_ += size;
    } else {
      counters.bytes_to_host_ += size;
    }
  }
  void operator()(const CommandStarted& command) const { count(counters.commands_, command_name(command.text)); }
  void operator()(const CommandFinished& command) const { count(counters.results_, command.result); }
  void operator()(const UnsolicitedLine& line) const { count(counters.urcs_, kind_of_line(line.text)); }
  void operator()(const MqttPacketSeen& seen) const {
    const bool to_broker = seen.packet.direction == MqttDirection::to_broker;
    count(counters.packets_, std::string(to_string(seen.packet.type)) + (to_broker ? '>' : '<'));
    (to_broker ? counters.packet_bytes_to_broker_ : counters.packet_bytes_from_broker_) += seen.packet.size;
  }
  void operator()(const PowerChanged& power) const { counters.boots_ += power.step == PowerStep::booted ? 1 : 0; }
  void operator()(const FileChanged&) const { ++counters.files_changed_; }
  void operator()(const FaultActed& fault) const { counters.faults_ += fault.ended ? 0 : 1; }
  void operator()(const StateChanged&) const {}
  void operator()(const Notice&) const {}
};

void Counters::on_event(const Event& event) { std::visit(Count{*this}, event.body); }

void Counters::count(ByName& names, std::string_view name) {
  const std::string_view kept = names.size() < most_names || names.contains(name) ? name : "(others)";
  ++names.try_emplace(std::string(kept)).first->second;
}

boost::json::object Counters::json() const {
  const auto named = [](const ByName& names) {
    boost::json::object json;
    for (const auto& [name, number] : names) json[escape(name)] = number;
    return json;
  };
  return {{"bytes", {{"from_host", bytes_from_host_}, {"to_host", bytes_to_host_}, {"lost", bytes_lost_}}},
          {"commands", named(commands_)},
          {"results", named(results_)},
          {"urcs", named(urcs_)},
          {"packets", named(packets_)},
          {"packet_bytes", {{"to_broker", packet_bytes_to_broker_}, {"from_broker", packet_bytes_from_broker_}}},
          {"boots", boots_},
          {"files_changed", files_changed_},
          {"faults", faults_}};
}

}  // namespace air780
