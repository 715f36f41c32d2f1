#include "sim/serial/rfc2217/telnet_options.h"

#include <algorithm>
#include <utility>

namespace air780 {
namespace {

using telnet::Byte;

std::string request(Byte verb, Byte option) {
  return {static_cast<char>(telnet::interpret), static_cast<char>(verb), static_cast<char>(option)};
}

}  // namespace

std::string TelnetOptions::ask_for(std::initializer_list<Byte> wanted) {
  std::string wire;
  for (const Byte option : wanted) {
    wire += request(telnet::please_do, option) + request(telnet::will, option);
    peer_[index_of(option)] = ours_[index_of(option)] = State::asked;
  }
  return wire;
}

std::string TelnetOptions::take(Byte verb, Byte option) {
  const bool about_peer = verb == telnet::will || verb == telnet::wont;
  const bool wanted = verb == telnet::will || verb == telnet::please_do;
  const Byte yes = about_peer ? telnet::please_do : telnet::will;
  const Byte no = about_peer ? telnet::please_dont : telnet::wont;
  const std::size_t index = index_of(option);
  if (index == known.size()) return wanted ? request(no, option) : std::string();
  State& state = (about_peer ? peer_ : ours_)[index];
  const State before = std::exchange(state, wanted ? State::on : State::off);
  if (wanted) return before == State::off ? request(yes, option) : std::string();
  return before == State::on ? request(no, option) : std::string();
}

std::size_t TelnetOptions::index_of(Byte option) {
  return static_cast<std::size_t>(std::ranges::find(known, option) - known.begin());
}

TelnetOptions::State TelnetOptions::state_of(const States& states, Byte option) {
  const std::size_t index = index_of(option);
  return index == known.size() ? State::off : states[index];
}

}  // namespace air780
