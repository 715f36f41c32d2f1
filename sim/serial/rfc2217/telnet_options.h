// Which Telnet options are in force on one connection, each way, and what has to be said so that both sides agree: an
// answer is given on a change only, so two sides never talk in a circle (RFC 1143).
// Owned by one end of one connection; one thread.
#pragma once

#include <array>
#include <cstddef>
#include <initializer_list>
#include <string>

#include "sim/serial/rfc2217/telnet.h"

namespace air780 {

class TelnetOptions {
 public:
  // The requests that ask for these options both ways; for the connection's beginning. They are among those known
  // here: BINARY, SUPPRESS GO AHEAD, COM-PORT.
  std::string ask_for(std::initializer_list<telnet::Byte> wanted);
  // Takes WILL, WONT, DO or DONT; returns what has to be answered, often nothing. Other options are refused.
  std::string take(telnet::Byte verb, telnet::Byte option);

  // The peer has this option in force (it said WILL), and we have (it said DO).
  bool peer_has(telnet::Byte option) const { return state_of(peer_, option) == State::on; }
  bool we_have(telnet::Byte option) const { return state_of(ours_, option) == State::on; }

 private:
  enum class State { off, asked, on };
  static constexpr std::array<telnet::Byte, 3> known = {telnet::option_binary, telnet::option_suppress_go_ahead,
                                                        telnet::option_com_port};
  using States = std::array<State, known.size()>;

  // known.size() for an option that is not known.
  static std::size_t index_of(telnet::Byte option);
  static State state_of(const States& states, telnet::Byte option);

  States peer_{};
  States ours_{};
};

}  // namespace air780
