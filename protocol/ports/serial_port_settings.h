// The module's UART as AT+IPR, AT+ICF and AT+IFC set it (manual chapter 4). Plain values; any thread.
#pragma once

namespace air780 {

// Flow control as AT+IFC numbers it; 0 is none.
constexpr int flow_by_characters = 1;
constexpr int flow_by_lines = 2;
constexpr char xon = '\x11';
constexpr char xoff = '\x13';

struct SerialPortSettings {
  long rate = 115200;      // bit/s; 0: autobaud
  int format = 3;          // AT+ICF: 3 is 8N1
  int parity = 0;          // 0 odd, 1 even, for the formats that have one
  int flow_to_host = 0;    // by XON/XOFF or RTS/CTS
  int flow_from_host = 0;  // likewise

  bool operator==(const SerialPortSettings&) const = default;
};

// What one character takes on the line: its start bit, data bits, parity and stop bits. 10 for 8N1, and for the frame
// that the module finds out by itself (0).
constexpr int bits_of_character(int format) {
  switch (format) {
    case 1:  // 8N2
    case 2:  // 8 data bits, parity, 1 stop bit
      return 11;
    case 6:  // 7N1
      return 9;
    default:  // 8N1, 7N2, and 7 data bits with parity
      return 10;
  }
}

}  // namespace air780
