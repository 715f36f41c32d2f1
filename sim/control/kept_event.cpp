#include "sim/control/kept_event.h"

#include <variant>

namespace air780 {
namespace {

// The same body, pointing to copies.
struct Keep {
  std::array<std::string, 3>& texts;
  std::optional<MqttPacket>& packet;

  std::string_view hold(std::size_t slot, std::string_view text) const { return texts[slot] = text; }

  EventBody operator()(const SerialBytes& serial) const {
    return SerialBytes{serial.direction, hold(0, serial.bytes), serial.lost};
  }
  EventBody operator()(const CommandStarted& command) const { return CommandStarted{hold(0, command.text)}; }
  EventBody operator()(const CommandFinished& command) const {
    return CommandFinished{hold(0, command.text), hold(1, command.result)};
  }
  EventBody operator()(const UnsolicitedLine& line) const { return UnsolicitedLine{hold(0, line.text)}; }
  EventBody operator()(const StateChanged& change) const {
    return StateChanged{hold(0, change.what), hold(1, change.from), hold(2, change.to)};
  }
  EventBody operator()(const MqttPacketSeen& seen) const { return MqttPacketSeen{packet.emplace(seen.packet)}; }
  EventBody operator()(const PowerChanged& power) const { return power; }
  EventBody operator()(const FileChanged& file) const { return FileChanged{hold(0, file.name), hold(1, file.what)}; }
  EventBody operator()(const FaultActed& fault) const {
    return FaultActed{hold(0, fault.rule), hold(1, fault.action), fault.ended};
  }
  EventBody operator()(const Notice& notice) const { return Notice{notice.level, hold(0, notice.text)}; }
};

}  // namespace

KeptEvent::KeptEvent(std::uint64_t number, const Event& event)
    : number_(number), event_{event.at, std::visit(Keep{texts_, packet_}, event.body)} {}

std::size_t KeptEvent::size() const {
  std::size_t size = sizeof *this;
  for (const std::string& text : texts_) size += text.size();
  return packet_ ? size + packet_->topic.size() : size;
}

}  // namespace air780
