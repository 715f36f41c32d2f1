#include "sim/serial/rfc2217/telnet_reader.h"

#include <algorithm>

namespace air780 {

using telnet::Byte;

void TelnetReader::reset() {
  state_ = State::data;
  binary_ = after_carriage_return_ = payload_too_long_ = false;
  payload_.clear();
}

void TelnetReader::feed(std::string_view bytes) {
  while (!bytes.empty()) {
    if (state_ == State::data) {
      bytes = take_data(bytes);
    } else {
      take(static_cast<Byte>(bytes.front()));
      bytes.remove_prefix(1);
    }
  }
}

// Returns what stands behind the data at the beginning of `bytes` and behind its IAC.
std::string_view TelnetReader::take_data(std::string_view bytes) {
  const std::size_t size = std::min(bytes.find(static_cast<char>(telnet::interpret)), bytes.size());
  give(bytes.substr(0, size));
  bytes.remove_prefix(size);
  if (bytes.empty()) return bytes;
  state_ = State::escape;
  return bytes.substr(1);
}

void TelnetReader::give(std::string_view data) {
  while (!data.empty()) {
    if (after_carriage_return_ && !binary_ && data.front() == '\0') data.remove_prefix(1);
    after_carriage_return_ = false;
    if (data.empty()) return;
    // Up to and with the next CR, so that the byte behind it can be looked at.
    const std::size_t end = binary_ ? std::string_view::npos : data.find('\r');
    const std::string_view piece = data.substr(0, end == std::string_view::npos ? end : end + 1);
    after_carriage_return_ = piece.back() == '\r';
    data.remove_prefix(piece.size());
    listener_.on_data(piece);
  }
}

void TelnetReader::take(Byte byte) {
  switch (state_) {
    case State::data:
      break;
    case State::escape:
      return take_escape(byte);
    case State::request:
      state_ = State::data;
      return listener_.on_request(verb_, byte);
    case State::option:
      option_ = byte;
      payload_.clear();
      payload_too_long_ = false;
      state_ = State::payload;
      return;
    case State::payload:
      if (byte != telnet::interpret) return add_to_payload(byte);
      state_ = State::payload_escape;
      return;
    case State::payload_escape:
      return take_payload_escape(byte);
  }
}

void TelnetReader::take_escape(Byte byte) {
  state_ = State::data;
  if (byte == telnet::interpret) {
    const char data = static_cast<char>(byte);
    give({&data, 1});
  } else if (byte == telnet::subnegotiation_begin) {
    state_ = State::option;
  } else if (byte >= telnet::will && byte <= telnet::please_dont) {
    verb_ = byte;
    state_ = State::request;
  }
}

void TelnetReader::take_payload_escape(Byte byte) {
  state_ = State::payload;
  if (byte == telnet::interpret) return add_to_payload(byte);
  state_ = State::data;
  // Any other command in the middle means that the peer lost its way: the rest of the stream counts again.
  if (byte != telnet::subnegotiation_end) return take_escape(byte);
  if (!payload_too_long_) listener_.on_subnegotiation(option_, payload_);
}

void TelnetReader::add_to_payload(Byte byte) {
  payload_too_long_ = payload_.size() == longest_payload;
  if (!payload_too_long_) payload_ += static_cast<char>(byte);
}

}  // namespace air780
