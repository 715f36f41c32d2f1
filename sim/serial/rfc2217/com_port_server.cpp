#include "sim/serial/rfc2217/com_port_server.h"

#include <algorithm>

namespace air780 {

using com_port::Command;
using com_port::Control;
using telnet::Byte;

namespace {

std::uint8_t number(Control control) { return static_cast<std::uint8_t>(control); }
std::uint8_t when(bool on, std::uint8_t bit) { return on ? bit : std::uint8_t{0}; }

// Value 0 asks; one that no port has changes nothing.
void set_within(std::uint8_t& setting, std::uint8_t value, std::uint8_t least, std::uint8_t most) {
  if (value >= least && value <= most) setting = value;
}

std::uint8_t state_bits(const ModemLines& lines) {
  return static_cast<std::uint8_t>(when(lines.clear_to_send, com_port::clear_to_send) |
                                   when(lines.data_set_ready, com_port::data_set_ready) |
                                   when(lines.ring, com_port::ring) | when(lines.carrier, com_port::carrier));
}

std::uint8_t change_bits(const ModemLines& from, const ModemLines& to) {
  return static_cast<std::uint8_t>(when(from.clear_to_send != to.clear_to_send, com_port::clear_to_send_changed) |
                                   when(from.data_set_ready != to.data_set_ready, com_port::data_set_ready_changed) |
                                   when(from.ring && !to.ring, com_port::ring_ended) |
                                   when(from.carrier != to.carrier, com_port::carrier_changed));
}

}  // namespace

void ComPortServer::begin() {
  reader_.reset();
  options_ = {};
  settings_ = {};
  chosen_rate_.reset();
  modem_state_mask_ = 0xFF;
  agreed_ = suspended_ = false;
  suspended_data_.clear();
  set_host_lines({.terminal_ready = true, .request_to_send = true});
  // COM-PORT is the client's to ask for; pyserial takes our asking for the answer to its own, which it then never
  // sends.
  listener_.on_wire(options_.ask_for({telnet::option_binary, telnet::option_suppress_go_ahead}));
}

void ComPortServer::transmit(std::string_view data) {
  if (!suspended_) return send(data);
  suspended_data_ += data.substr(0, most_suspended_bytes - suspended_data_.size());
}

void ComPortServer::send(std::string_view data) {
  // Pieces of which any queue has room for at least one.
  constexpr std::size_t longest = 16 * 1024;
  for (; !data.empty(); data.remove_prefix(std::min(longest, data.size()))) {
    listener_.on_wire(telnet::escaped(data.substr(0, longest)));
  }
}

void ComPortServer::drive(const ModemLines& lines) {
  const std::uint8_t changes = change_bits(modem_lines_, lines);
  const std::uint8_t changed_states = state_bits(modem_lines_) ^ state_bits(lines);
  modem_lines_ = lines;
  if (agreed_ && ((changes | changed_states) & modem_state_mask_) != 0) notify_modem_state(changes);
}

void ComPortServer::notify_modem_state(std::uint8_t changes) {
  answer(Command::notify_modem_state,
         static_cast<std::uint8_t>((state_bits(modem_lines_) | changes) & modem_state_mask_));
}

void ComPortServer::on_request(Byte verb, Byte option) {
  const std::string reply = options_.take(verb, option);
  if (!reply.empty()) listener_.on_wire(reply);
  reader_.set_binary(options_.peer_has(telnet::option_binary));
  if (option == telnet::option_com_port) {
    agree(options_.peer_has(telnet::option_com_port) || options_.we_have(telnet::option_com_port));
  }
}

void ComPortServer::agree(bool agreed) {
  if (agreed && !agreed_) {
    agreed_ = true;
    notify_modem_state(0);
  }
  agreed_ = agreed;
}

void ComPortServer::on_subnegotiation(Byte option, std::string_view payload) {
  if (option != telnet::option_com_port || payload.empty()) return;
  // Whoever uses the option has agreed to it.
  agree(true);
  const auto command = static_cast<Byte>(payload.front());
  if (command <= static_cast<Byte>(Command::purge)) take(static_cast<Command>(command), payload.substr(1));
}

void ComPortServer::take(Command command, std::string_view value) {
  if (command == Command::suspend) {
    suspended_ = true;
    return;
  }
  if (command == Command::resume) return resume();
  // In this direction it asks for the state.
  if (command == Command::notify_modem_state) return notify_modem_state(0);
  // A client that tells its own signature gets no answer (RFC 2217 §3).
  if (command == Command::signature) return value.empty() ? answer(command, "air780sim") : void();
  if (command == Command::baud_rate) {
    const auto rate = com_port::read_baud_rate(value);
    if (!rate) return;
    if (*rate != 0) chosen_rate_ = settings_.baud_rate = *rate;
    return answer(command, com_port::baud_rate_value(settings_.baud_rate));
  }
  if (value.size() != 1) return;
  const auto byte = static_cast<std::uint8_t>(value.front());
  switch (command) {
    case Command::data_size:
      set_within(settings_.data_size, byte, 5, 8);
      return answer(command, settings_.data_size);
    case Command::parity:
      set_within(settings_.parity, byte, 1, 5);
      return answer(command, settings_.parity);
    case Command::stop_size:
      set_within(settings_.stop_size, byte, 1, 3);
      return answer(command, settings_.stop_size);
    case Command::control:
      return take_control(static_cast<Control>(byte));
    case Command::line_state_mask:
      // There are no line errors to tell of.
      return answer(command, byte);
    case Command::modem_state_mask:
      modem_state_mask_ = byte;
      return answer(command, byte);
    case Command::purge:
      return take_purge(byte);
    default:
      return;
  }
}

void ComPortServer::take_control(Control control) {
  HostLines lines = host_lines_;
  switch (control) {
    case Control::flow_none:
    case Control::flow_xon_xoff:
    case Control::flow_hardware:
    case Control::flow_dcd:
    case Control::flow_dsr:
      settings_.outbound_flow = control;
      [[fallthrough]];
    case Control::ask_flow:
      return answer(settings_.outbound_flow);
    case Control::inbound_flow_none:
    case Control::inbound_flow_xon_xoff:
    case Control::inbound_flow_hardware:
    case Control::inbound_flow_dtr:
      settings_.inbound_flow = control;
      [[fallthrough]];
    case Control::ask_inbound_flow:
      return answer(settings_.inbound_flow);
    case Control::break_on:
    case Control::break_off:
      settings_.sends_break = control == Control::break_on;
      [[fallthrough]];
    case Control::ask_break:
      return answer(settings_.sends_break ? Control::break_on : Control::break_off);
    case Control::dtr_on:
    case Control::dtr_off:
      lines.terminal_ready = control == Control::dtr_on;
      set_host_lines(lines);
      [[fallthrough]];
    case Control::ask_dtr:
      return answer(host_lines_.terminal_ready ? Control::dtr_on : Control::dtr_off);
    case Control::rts_on:
    case Control::rts_off:
      lines.request_to_send = control == Control::rts_on;
      set_host_lines(lines);
      [[fallthrough]];
    case Control::ask_rts:
      return answer(host_lines_.request_to_send ? Control::rts_on : Control::rts_off);
  }
}

void ComPortServer::take_purge(std::uint8_t what) {
  if (what == 0 || what > com_port::purge_both) return;
  // What the client sends reaches the module at once, so nothing waits in that direction.
  if ((what & com_port::purge_receive) != 0) suspended_data_.clear();
  answer(Command::purge, what);
}

void ComPortServer::resume() {
  suspended_ = false;
  std::string data;
  data.swap(suspended_data_);
  send(data);
}

void ComPortServer::set_host_lines(const HostLines& lines) {
  if (lines == host_lines_) return;
  host_lines_ = lines;
  listener_.on_host_lines(lines);
}

void ComPortServer::answer(Command command, std::string_view value) {
  listener_.on_wire(
      com_port::message(static_cast<std::uint8_t>(static_cast<int>(command) + com_port::from_server), value));
}

void ComPortServer::answer(Command command, std::uint8_t value) {
  answer(command, std::string(1, static_cast<char>(value)));
}

void ComPortServer::answer(Control control) { answer(Command::control, number(control)); }

}  // namespace air780
