// Telnet bytes as a test writes them down, and the two sides' listeners that write down what they hear.
// Values owned by the test; one thread.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "sim/serial/rfc2217/com_port_server.h"

namespace air780::test {

inline std::string wire(std::initializer_list<int> numbers) {
  std::string bytes;
  for (const int number : numbers) bytes += static_cast<char>(number);
  return bytes;
}

// IAC SB COM-PORT … IAC SE.
inline std::string com_port(std::initializer_list<int> payload) {
  return wire({255, 250, 44}) + wire(payload) + wire({255, 240});
}

inline constexpr int will = 251, wont = 252, please_do = 253, please_dont = 254;
inline std::string request(int verb, int option) { return wire({255, verb, option}); }

// These options asked for both ways.
inline std::string asking(std::initializer_list<int> options) {
  std::string bytes;
  for (const int option : options) bytes += request(please_do, option) + request(will, option);
  return bytes;
}

// A server and what came of its input; its client has agreed to COM-PORT unless it is a stranger.
struct Server final : ComPortServerListener {
  enum class Client { agreed, stranger };

  explicit Server(Client client = Client::agreed) {
    server.begin();
    if (client == Client::agreed) server.feed(request(will, 44));
    sent.clear();
    lines.clear();
  }
  // What it answers to these bytes.
  std::string answer(std::string_view bytes) {
    sent.clear();
    server.feed(bytes);
    return std::exchange(sent, {});
  }
  void on_host_data(std::string_view bytes) override { data += bytes; }
  void on_wire(std::string_view bytes) override { sent += bytes; }
  void on_host_lines(const HostLines& now) override {
    lines += now.terminal_ready ? "D" : "d";
    lines += now.request_to_send ? "R " : "r ";
  }

  std::string data;
  std::string sent;
  std::string lines;  // "dR ": DTR off, RTS on; one such group a change
  ComPortServer server{*this};
};

}  // namespace air780::test
