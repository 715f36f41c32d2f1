#include "sim/serial/serial_line.h"

namespace air780 {

void SerialLine::attach(std::unique_ptr<SerialEnd> end) { ends_.push_back(std::move(end)); }

void SerialLine::start(SerialEnd::Receive receive) {
  for (const auto& end : ends_) {
    end->host_lines_changed = host_lines_changed;
    if (!follows_rates_) {
      end->start(receive);
      continue;
    }
    end->start([this, receive, from = end.get()](std::string_view bytes) {
      const std::string_view heard = rates_.heard_by_module(*from, bytes);
      if (!heard.empty()) receive(heard);
    });
  }
}

void SerialLine::transmit(std::string_view bytes) {
  for (const auto& end : ends_) end->transmit(follows_rates_ ? rates_.heard_by_host(*end, bytes) : bytes);
}

void SerialLine::configure(const SerialPortSettings& settings) {
  rates_.set_module_rate(settings.rate);
  for (const auto& end : ends_) end->follow(settings);
}

void SerialLine::follow_rates(std::function<void(const std::string&)> warn) {
  follows_rates_ = true;
  rates_.warn = std::move(warn);
}

void SerialLine::pause_reading(bool paused) {
  for (const auto& end : ends_) end->pause_reading(paused);
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
