// Takes Telnet apart: data, requests about options, subnegotiations. A stream may be split anywhere.
// Owned by one end of one connection; one thread.
#pragma once

#include <string>
#include <string_view>

#include "sim/serial/rfc2217/telnet.h"

namespace air780 {

// What a TelnetReader finds, in the order in which it came.
class TelnetListener {
 public:
  virtual ~TelnetListener() = default;
  // Bytes for the application, already without escapes; never empty, valid during the call.
  virtual void on_data(std::string_view data) = 0;
  // WILL, WONT, DO or DONT for an option.
  virtual void on_request(telnet::Byte verb, telnet::Byte option) = 0;
  virtual void on_subnegotiation(telnet::Byte option, std::string_view payload) = 0;
};

// data -> escape (an IAC came) -> request -> data
//                              -> option (SB came) -> payload -> payload_escape -> data
class TelnetReader {
 public:
  // A subnegotiation with more bytes than this, which none of ours has, is skipped to its end.
  static constexpr std::size_t longest_payload = 256;

  explicit TelnetReader(TelnetListener& listener) : listener_(listener) {}

  // Forgets everything: another connection.
  void reset();
  // Takes any bytes; commands that mean nothing here (NOP, AYT, …) are dropped.
  void feed(std::string_view bytes);
  // Whether a NUL behind a CR is the peer's way to write a lone CR (RFC 854), which it is unless the peer sends binary.
  void set_binary(bool binary) { binary_ = binary; }

 private:
  enum class State { data, escape, request, option, payload, payload_escape };

  std::string_view take_data(std::string_view bytes);
  void give(std::string_view data);
  void take(telnet::Byte byte);
  void take_escape(telnet::Byte byte);
  void take_payload_escape(telnet::Byte byte);
  void add_to_payload(telnet::Byte byte);

  TelnetListener& listener_;
  State state_ = State::data;
  bool binary_ = false;
  bool after_carriage_return_ = false;
  telnet::Byte verb_ = 0;
  telnet::Byte option_ = 0;
  std::string payload_;
  bool payload_too_long_ = false;
};

}  // namespace air780
