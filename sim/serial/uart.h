// The module's UART between its mind and the serial line: with a rate that is paced every character takes its time
// both ways, and AT+IFC makes the host wait, or the module. Without pacing and flow control bytes pass at once and
// uncopied.
// Owned by the composition, which keeps the line longer and the module shorter; used only from the thread that runs
// the module.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string_view>

#include "protocol/event.h"
#include "protocol/ports/modem_lines.h"
#include "protocol/ports/serial_output.h"
#include "sim/serial/character_pace.h"
#include "sim/serial/serial_line.h"

namespace air780 {

class Uart final : public SerialOutput, public ModemLineOutput {
 public:
  enum class Pacing { none, by_rate };

  Uart(Scheduler& scheduler, const EventStream& events, SerialLine& line, Pacing pacing);

  // What has come from the host goes here; set before receive().
  std::function<void(std::string_view)> module;
  // What a host sends. Beyond most_on_the_way bytes of it the line's ends are not read, so that the host's side waits.
  static constexpr std::size_t most_on_the_way = 4096;
  void receive(std::string_view bytes);
  // RTS holds the module up where AT+IFC says so. A host that is not there (no DTR) holds up nothing.
  void set_host_lines(const HostLines& lines);

  // Beyond most_to_say bytes that have not left, what comes is lost, with a notice.
  static constexpr std::size_t most_to_say = 256 * 1024;
  void transmit(std::string_view bytes) override;
  // Holds for what leaves after what was transmitted before.
  void configure(const SerialPortSettings& settings) override;
  void drive(const ModemLines& lines) override;

 private:
  void take_settings(const SerialPortSettings& settings);
  void set_pace();
  void update_holds();
  void arrive(std::string_view bytes);
  void leave(std::string_view bytes);

  const EventStream& events_;
  SerialLine& line_;
  const bool paced_;
  SerialPortSettings settings_;
  std::optional<SerialPortSettings> next_settings_;
  ModemLines lines_;
  HostLines host_lines_;
  bool stopped_by_xoff_ = false;
  bool ends_paused_ = false;
  bool output_lost_ = false;
  CharacterPace from_host_;
  CharacterPace to_host_;
};

}  // namespace air780
