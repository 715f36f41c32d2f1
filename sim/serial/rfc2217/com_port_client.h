// The side of RFC 2217 that uses a serial port somewhere else, as `air780sim attach --rfc2217` does: wraps data, sets
// the port's rate and takes the server's answers out of its stream. No sockets: bytes in, bytes out.
// Owned by an attachment; one thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sim/serial/rfc2217/com_port.h"
#include "sim/serial/rfc2217/telnet_options.h"
#include "sim/serial/rfc2217/telnet_reader.h"

namespace air780 {

// What a ComPortClient has to say, in order.
class ComPortClientListener {
 public:
  virtual ~ComPortClientListener() = default;
  // Data that came from the port; valid during the call.
  virtual void on_port_data(std::string_view data) = 0;
  // Bytes for the server.
  virtual void on_wire(std::string_view bytes) = 0;
  // The server will not have its port controlled; data goes on.
  virtual void on_refused() = 0;
};

class ComPortClient : private TelnetListener {
 public:
  explicit ComPortClient(ComPortClientListener& listener) : listener_(listener) {}

  // Connected: the negotiation begins. As soon as the server agrees it is told the rate, 8N1, DTR and RTS on.
  void begin();
  // Takes any bytes of the server, split anywhere.
  void feed(std::string_view bytes) { reader_.feed(bytes); }
  // Sends data to the port.
  void transmit(std::string_view data) { listener_.on_wire(telnet::escaped(data)); }
  // Sets the port's rate, at once or when the server has agreed; nothing when it is set already.
  void set_baud_rate(std::uint32_t rate);

 private:
  void on_data(std::string_view data) override { listener_.on_port_data(data); }
  void on_request(telnet::Byte verb, telnet::Byte option) override;
  // Answers and notices: nothing here depends on them.
  void on_subnegotiation(telnet::Byte, std::string_view) override {}
  void send_baud_rate();
  void send(com_port::Command command, std::uint8_t value);

  ComPortClientListener& listener_;
  TelnetReader reader_{*this};
  TelnetOptions options_;
  std::uint32_t baud_rate_ = com_port::Settings().baud_rate;
  bool agreed_ = false;
};

}  // namespace air780
