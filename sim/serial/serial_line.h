// The module's serial line: what the module says goes to every end, what any host says goes to the module.
// Owned by the composition; must outlive the module and be destroyed before the io_context. Used only from the thread
// that runs the io_context (or before it runs).
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/ports/modem_lines.h"
#include "protocol/ports/serial_output.h"
#include "sim/serial/line_rates.h"
#include "sim/serial/serial_end.h"

namespace air780 {

class SerialLine : public SerialOutput, public ModemLineOutput {
 public:
  // Adds an end; before start() only.
  void attach(std::unique_ptr<SerialEnd> end);
  // From here on hosts are heard. `receive` must stay callable for as long as the line lives.
  void start(SerialEnd::Receive receive);
  void transmit(std::string_view bytes) override;
  void configure(const SerialPortSettings& settings) override;
  // The rate at which the module's port runs.
  unsigned rate() const { return rates_.module_rate(); }
  // A host at another rate hears garbage, and is heard as garbage, from the call of start() on; `warn` is told once
  // for each such pair of rates. Before start() only.
  void follow_rates(std::function<void(const std::string&)> warn);
  // No end is read, or all are again.
  void pause_reading(bool paused);
  void drive(const ModemLines& lines) override;
  // What a host does with its lines, at whichever end; set before start().
  std::function<void(const HostLines&)> host_lines_changed;
  // Every end's host loses its line and may open it again at once.
  void hang_up();
  // Of every end, in the order attached.
  std::vector<std::string> descriptions() const;

 private:
  std::vector<std::unique_ptr<SerialEnd>> ends_;
  LineRates rates_;
  bool follows_rates_ = false;
};

}  // namespace air780
