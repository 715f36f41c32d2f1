#include "sim/control/event_json.h"

#include <boost/json.hpp>
#include <string>
#include <variant>

#include "sim/text/escapes.h"

namespace air780 {
namespace {

using boost::json::object;

object packet_json(const MqttPacket& packet) {
  object json{{"kind", "mqtt"},
              {"direction", packet.direction == MqttDirection::to_broker ? "to broker" : "from broker"},
              {"packet", to_string(packet.type)},
              {"size", packet.size}};
  if (packet.packet_id != 0) json["id"] = packet.packet_id;
  if (packet.type == MqttPacketType::connack || packet.type == MqttPacketType::suback) {
    json["code"] = packet.return_code;
  }
  if (packet.type == MqttPacketType::publish) {
    json["qos"] = packet.qos;
    json["retain"] = packet.retain;
    json["duplicate"] = packet.duplicate;
    json["payload_size"] = packet.payload_size;
  }
  if (!packet.topic.empty()) json["topic"] = escape(packet.topic);
  return json;
}

struct Describe {
  object operator()(const SerialBytes& serial) const {
    const bool from_host = serial.direction == SerialBytes::Direction::from_host;
    return {{"kind", serial.lost ? "lost" : (from_host ? "host" : "module")}, {"bytes", escape(serial.bytes)}};
  }
  object operator()(const CommandStarted& command) const {
    return {{"kind", "command"}, {"text", "AT" + escape(command.text)}};
  }
  object operator()(const CommandFinished& command) const {
    return {{"kind", "result"}, {"text", "AT" + escape(command.text)}, {"result", escape(command.result)}};
  }
  object operator()(const UnsolicitedLine& line) const { return {{"kind", "urc"}, {"text", escape(line.text)}}; }
  object operator()(const StateChanged& change) const {
    return {{"kind", "state"}, {"what", change.what}, {"from", change.from}, {"to", change.to}};
  }
  object operator()(const MqttPacketSeen& seen) const { return packet_json(seen.packet); }
  object operator()(const PowerChanged& power) const { return {{"kind", "power"}, {"step", to_string(power.step)}}; }
  object operator()(const FileChanged& file) const {
    return {{"kind", "file"}, {"name", escape(file.name)}, {"what", file.what}};
  }
  object operator()(const FaultActed& fault) const {
    return {{"kind", "fault"}, {"rule", escape(fault.rule)}, {"action", escape(fault.action)}, {"ended", fault.ended}};
  }
  object operator()(const Notice& notice) const {
    return {{"kind", "notice"},
            {"level", notice.level == Notice::Level::warning ? "warning" : "information"},
            {"text", escape(notice.text)}};
  }
};

}  // namespace

object event_json(std::uint64_t number, const Event& event) {
  object json{{"number", number}, {"at", std::chrono::duration<double>(event.at).count()}};
  for (auto& field : std::visit(Describe(), event.body)) json.insert(field);
  return json;
}

}  // namespace air780
