// The SIMCom-style TCP/IP scene: the states that AT+CSTT, AT+CIICR, AT+CIFSR and AT+CIPSHUT walk through and
// AT+CIPSTATUS tells (at-reference §4.3). MQTT works without it; hosts bring it up all the same.
// Owned by NetworkService; one thread.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "protocol/event.h"

namespace air780 {

class Scene {
 public:
  enum class State { ip_initial, ip_start, ip_config, ip_gprsact, ip_status, pdp_deact };

  explicit Scene(const EventStream& events) : events_(events) {}

  State state() const { return state_; }
  // As the module writes it: "IP INITIAL", "IP STATUS", …
  std::string_view state_text() const;
  void set_state(State state);
  // The bearer was activated for the scene, and it could be lost.
  bool up() const { return state_ == State::ip_gprsact || state_ == State::ip_status; }

  struct AccessPoint {
    std::string apn;
    std::string user;
    std::string password;
  };
  AccessPoint access_point;                                                        // AT+CSTT
  bool multiple_connections = false;                                               // AT+CIPMUX
  std::array<std::string, 2> name_servers = {"211.136.112.50", "211.136.150.66"};  // AT+CDNSCFG

  // Power-on values.
  void reset();

 private:
  const EventStream& events_;
  State state_ = State::ip_initial;
};

}  // namespace air780
