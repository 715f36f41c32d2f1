#include "sim/serial/uart.h"

namespace air780 {

Uart::Uart(Scheduler& scheduler, const EventStream& events, SerialLine& line, Pacing pacing)
    : events_(events),
      line_(line),
      paced_(pacing == Pacing::by_rate),
      from_host_(scheduler, [this](std::string_view bytes) { arrive(bytes); }),
      to_host_(scheduler, [this](std::string_view bytes) { leave(bytes); }) {
  set_pace();
}

// --- from the host --------------------------------------------------------------------------------------------------

void Uart::receive(std::string_view bytes) {
  from_host_.push(bytes);
  if (ends_paused_ || from_host_.size() < most_on_the_way) return;
  ends_paused_ = true;
  line_.pause_reading(true);
}

void Uart::arrive(std::string_view bytes) {
  // A host at another rate may just have trained the module.
  if (paced_) set_pace();
  if (settings_.flow_to_host == flow_by_characters) {
    std::string data;
    for (const char byte : bytes) {
      if (byte != xon && byte != xoff) {
        data += byte;
        continue;
      }
      stopped_by_xoff_ = byte == xoff;
      update_holds();
    }
    if (!data.empty()) module(data);
  } else {
    module(bytes);
  }
  if (!ends_paused_ || from_host_.size() > most_on_the_way / 4) return;
  ends_paused_ = false;
  line_.pause_reading(false);
}

void Uart::set_host_lines(const HostLines& lines) {
  host_lines_ = lines;
  update_holds();
}

// --- to the host ----------------------------------------------------------------------------------------------------

void Uart::transmit(std::string_view bytes) {
  if (to_host_.size() + bytes.size() <= most_to_say) return to_host_.push(bytes);
  if (output_lost_) return;
  output_lost_ = true;
  events_.emit(Notice{Notice::Level::warning, "the module says more than its line carries: output was lost"});
}

void Uart::leave(std::string_view bytes) {
  line_.transmit(bytes);
  if (!to_host_.empty()) return;
  output_lost_ = false;
  if (!next_settings_) return;
  const SerialPortSettings settings = *next_settings_;
  next_settings_.reset();
  take_settings(settings);
}

// --- settings and lines ---------------------------------------------------------------------------------------------

void Uart::configure(const SerialPortSettings& settings) {
  if (to_host_.empty()) return take_settings(settings);
  next_settings_ = settings;
}

void Uart::take_settings(const SerialPortSettings& settings) {
  settings_ = settings;
  line_.configure(settings);
  if (settings_.flow_to_host != flow_by_characters) stopped_by_xoff_ = false;
  set_pace();
  update_holds();
}

void Uart::set_pace() {
  if (!paced_) return;
  const Duration time = std::chrono::nanoseconds(std::chrono::seconds(1)) * bits_of_character(settings_.format) /
                        static_cast<Duration::rep>(line_.rate());
  from_host_.set_character_time(time);
  to_host_.set_character_time(time);
}

void Uart::drive(const ModemLines& lines) {
  lines_ = lines;
  line_.drive(lines);
  update_holds();
}

void Uart::update_holds() {
  from_host_.hold(settings_.flow_from_host == flow_by_lines && !lines_.clear_to_send);
  const bool not_ready = host_lines_.terminal_ready && !host_lines_.request_to_send;
  to_host_.hold(stopped_by_xoff_ || (settings_.flow_to_host == flow_by_lines && not_ready));
}

}  // namespace air780
