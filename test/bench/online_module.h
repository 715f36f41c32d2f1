// The steps that bring a module online, as a host types them.
// Free functions; one thread.
#pragma once

#include <string>
#include <vector>

#include "test/bench/rows.h"
#include "test/bench/serial_host.h"

namespace air780 {

// air780sim on TCP, everything it dials going to the broker at `broker_address`.
inline std::vector<std::string> command_with_broker(const Setting& setting, const std::string& broker_address,
                                                    const std::string& boot_time = "0") {
  return {setting.air780sim, "--tcp", "0",       "--boot-time",        boot_time,
          "--log-level",     "off",   "--route", "*=" + broker_address};
}

// Each module needs a client id of its own: the broker ends the older session of two with the same.
inline void configure(SerialHost& host, const std::string& client_id) {
  host.command("ATE0");
  host.command("AT+MCONFIG=\"" + client_id + "\",\"user\",\"password\"");
}

// From the link to the session: MIPSTART, MCONNECT, each awaited.
inline void go_online(SerialHost& host) {
  host.command("AT+MIPSTART=\"broker.example\",1883");
  host.expect("\r\nCONNECT OK\r\n");
  host.command("AT+MCONNECT=1,60");
  host.expect("\r\nCONNACK OK\r\n");
}

}  // namespace air780
