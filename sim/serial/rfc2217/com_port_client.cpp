#include "sim/serial/rfc2217/com_port_client.h"

namespace air780 {

using com_port::Command;
using com_port::Control;
using telnet::Byte;

void ComPortClient::begin() {
  reader_.reset();
  options_ = {};
  agreed_ = false;
  listener_.on_wire(
      options_.ask_for({telnet::option_binary, telnet::option_suppress_go_ahead, telnet::option_com_port}));
}

void ComPortClient::set_baud_rate(std::uint32_t rate) {
  if (rate == 0 || rate == baud_rate_) return;
  baud_rate_ = rate;
  if (agreed_) send_baud_rate();
}

void ComPortClient::on_request(Byte verb, Byte option) {
  const std::string reply = options_.take(verb, option);
  if (!reply.empty()) listener_.on_wire(reply);
  reader_.set_binary(options_.peer_has(telnet::option_binary));
  if (option != telnet::option_com_port) return;
  if (verb == telnet::please_dont) listener_.on_refused();
  if (agreed_ || !options_.we_have(telnet::option_com_port)) return;
  agreed_ = true;
  const com_port::Settings settings;
  send_baud_rate();
  send(Command::data_size, settings.data_size);
  send(Command::parity, settings.parity);
  send(Command::stop_size, settings.stop_size);
  send(Command::control, static_cast<std::uint8_t>(Control::dtr_on));
  send(Command::control, static_cast<std::uint8_t>(Control::rts_on));
}

void ComPortClient::send_baud_rate() {
  listener_.on_wire(
      com_port::message(static_cast<std::uint8_t>(Command::baud_rate), com_port::baud_rate_value(baud_rate_)));
}

void ComPortClient::send(Command command, std::uint8_t value) {
  listener_.on_wire(com_port::message(static_cast<std::uint8_t>(command), value));
}

}  // namespace air780
