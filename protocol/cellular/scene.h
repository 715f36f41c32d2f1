// The SIMCom-style TCP/IP scene: the states that AT+CSTT, AT+CIICR, AT+CIFSR and AT+CIPSHUT walk through and
// AT+CIPSTATUS tells (at-reference §4.3). MQTT works without it; hosts bring it up all the same.
// Owned by NetworkService; one thread.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "protocol/cellular/transfer_settings.h"
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
  AccessPoint access_point;           // AT+CSTT
  bool multiple_connections = false;  // AT+CIPMUX
  TransferSettings transfer;

  using NameServers = std::array<std::string, 2>;
  // AT+CDNSCFG; empty: the network's.
  const NameServers& name_servers() const { return name_servers_; }
  void set_name_servers(NameServers servers);
  // Called with each change.
  std::function<void(const NameServers&)> name_servers_changed;

  // AT+CIPSCONT: access point, AT+CIPMUX and the transfer settings are there again after a reset.
  void save() { saved_ = Saved{access_point, multiple_connections, transfer}; }
  bool saved() const { return saved_.has_value(); }
  void forget_saved() { saved_.reset(); }

  // Power-on values, or those saved.
  void reset();

 private:
  struct Saved {
    AccessPoint access_point;
    bool multiple_connections = false;
    TransferSettings transfer;
  };

  const EventStream& events_;
  std::optional<Saved> saved_;
  State state_ = State::ip_initial;
  NameServers name_servers_;
};

}  // namespace air780
