// The side of RFC 2217 that has the serial port, here the module's, for one client: takes the client's bytes, gives the
// data in them to the port and answers every command with what is now in force. No sockets: bytes in, bytes out.
// Owned by an Rfc2217End; one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "protocol/ports/modem_lines.h"
#include "sim/serial/rfc2217/com_port.h"
#include "sim/serial/rfc2217/telnet_options.h"
#include "sim/serial/rfc2217/telnet_reader.h"

namespace air780 {

// What a ComPortServer has to say, in order.
class ComPortServerListener {
 public:
  virtual ~ComPortServerListener() = default;
  // Data of the client for the module; valid during the call.
  virtual void on_host_data(std::string_view data) = 0;
  // Bytes for the client. Each call holds whole messages, so that any of them may be left out, but not cut.
  virtual void on_wire(std::string_view bytes) = 0;
  virtual void on_host_lines(const HostLines& lines) = 0;
};

class ComPortServer : private TelnetListener {
 public:
  // What is kept of the module's output while the client has it suspended; the rest is lost.
  static constexpr std::size_t most_suspended_bytes = 64 * 1024;

  explicit ComPortServer(ComPortServerListener& listener) : listener_(listener) {}

  // A client has come: everything is as at first, except for the module's lines; its DTR and RTS are on, and the
  // negotiation begins.
  void begin();
  // It has gone, and its lines with it.
  void end() { set_host_lines({}); }
  // Takes any bytes of the client, split anywhere.
  void feed(std::string_view bytes) { reader_.feed(bytes); }
  // Sends what the module says.
  void transmit(std::string_view data);
  // The module drives its lines so; the client is told of what it asked to be told (at first, of everything).
  void drive(const ModemLines& lines);

  // What the client has set; 115200 8N1 until it does.
  const com_port::Settings& settings() const { return settings_; }
  // The rate that the client has set; nothing until it has.
  std::optional<unsigned> chosen_rate() const { return chosen_rate_; }
  const HostLines& host_lines() const { return host_lines_; }

 private:
  void on_data(std::string_view data) override { listener_.on_host_data(data); }
  void on_request(telnet::Byte verb, telnet::Byte option) override;
  void on_subnegotiation(telnet::Byte option, std::string_view payload) override;

  void agree(bool agreed);
  void take(com_port::Command command, std::string_view value);
  void take_control(com_port::Control control);
  void take_purge(std::uint8_t what);
  void set_host_lines(const HostLines& lines);
  void resume();
  void send(std::string_view data);
  void answer(com_port::Command command, std::string_view value);
  void answer(com_port::Command command, std::uint8_t value);
  void answer(com_port::Control control);
  void notify_modem_state(std::uint8_t changes);

  ComPortServerListener& listener_;
  TelnetReader reader_{*this};
  TelnetOptions options_;
  com_port::Settings settings_;
  std::optional<unsigned> chosen_rate_;
  HostLines host_lines_;
  ModemLines modem_lines_;
  std::uint8_t modem_state_mask_ = 0xFF;
  bool agreed_ = false;  // the client speaks COM-PORT
  bool suspended_ = false;
  std::string suspended_data_;
};

}  // namespace air780
