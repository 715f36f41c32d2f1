#include "sim/serial/serial_line.h"

namespace air780 {

void SerialLine::attach(std::unique_ptr<SerialEnd> end) { ends_.push_back(std::move(end)); }

void SerialLine::start(SerialEnd::Receive receive) {
  for (const auto& end : ends_) {
    end->host_lines_changed = host_lines_changed;
    end->start(receive);
  }
}

void SerialLine::transmit(std::string_view bytes) {
  for (const auto& end : ends_) end->transmit(bytes);
}

void SerialLine::drive(const ModemLines& lines) {
  for (const auto& end : ends_) end->drive(lines);
}

void SerialLine::hang_up() {
  for (const auto& end : ends_) end->hang_up();
}

std::vector<std::string> SerialLine::descriptions() const {
  std::vector<std::string> all;
  for (const auto& end : ends_) all.push_back(end->description());
  return all;
}

}  // namespace air780
