// The lines beside the data as the module keeps them: what it drives, told to the serial line and to the event stream
// when it changes, and what its host drives.
// Owned by the module; one thread.
#pragma once

#include "protocol/event.h"
#include "protocol/ports/modem_lines.h"

namespace air780 {

class ControlLines {
 public:
  ControlLines(ModemLineOutput& output, const EventStream& events) : output_(output), events_(events) {}

  // Nothing when they are driven so already.
  void drive(const ModemLines& lines);
  const ModemLines& driven() const { return driven_; }

  void set_host(const HostLines& lines);
  const HostLines& host() const { return host_; }

 private:
  void tell(std::string_view what, bool before, bool now) const;

  ModemLineOutput& output_;
  const EventStream& events_;
  ModemLines driven_;
  HostLines host_;
};

}  // namespace air780
