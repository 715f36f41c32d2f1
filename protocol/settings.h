// What a host sets with the configuration commands, and what AT&W keeps of it over a reboot (at-reference §5, §9); the
// names under which it is kept are in kept_state_text.cpp. Plain values, owned by the module; one thread.
#pragma once

#include "protocol/at/interpreter.h"
#include "protocol/ports/serial_port_settings.h"

namespace air780 {

// What modem programs set before they dial (V.250). Nothing is dialled here, so these are only told.
struct DiallingSettings {
  int answer_rings = 0;         // S0: 0 answers no call
  int tone_wait_seconds = 2;    // S6
  int completion_seconds = 60;  // S7
  int pause_seconds = 2;        // S8
  int disconnect_tenths = 15;   // S10
};

struct Settings {
  bool echo = true;         // ATE
  ResultSettings results;   // ATQ, AT+CMEE
  int dcd_mode = 1;         // AT&C
  int dtr_mode = 1;         // AT&D
  int operator_format = 2;  // AT+COPS=3,<format>: 0 long, 1 short, 2 numeric
  SerialPortSettings port;
  int character_set = 0;           // AT+CSCS: GSM, IRA, UCS2
  bool network_sets_clock = true;  // AT+CTZU
  bool roaming_allowed = true;     // AT^SYSCONFIG
  int band_reports = 0;            // AT*BANDIND
  int sleep_mode = 0;              // AT+CSCLK
  int sleep_wait_seconds = 1;      // AT+WAKETIM
  int data_sleep_seconds = 0;      // AT*RTIME
  bool sim_detection = false;      // AT+CSDT
  int sim_detection_level = 1;     // AT+CSDT: how the holder's switch is wired
  DiallingSettings dialling;
  int io_level = 0;  // AT+IOSET: 0 by the hardware, 1 1.8 V, 2 3.3 V
};

}  // namespace air780
