// A driver for the module, written for tests: what it is told and what it does are bytes. Owned by whoever has the
// serial line; one thread.
#pragma once

#include <memory>
#include <string_view>

#include "test/host/at_exchange.h"

namespace air780::host {

struct Habits {
  bool over_tls = false;         // AT+SSLMIPSTART
  bool caches_messages = false;  // AT+MQTTMSGSET=1
};

class HostDriver {
 public:
  virtual ~HostDriver() = default;
  virtual void start() = 0;
  virtual void receive(std::string_view bytes) = 0;
};

// Does what the vendor's guide says: waits for the asynchronous results, takes CLOSED and a lost PDN for a lost
// session, passes over MIPCLOSE's answer, configures, connects and subscribes anew, and sends again what was not
// acknowledged.
std::unique_ptr<HostDriver> make_guide_driver(Scheduler& scheduler, Send send, const Habits& habits = {});

// Does what bad drivers do: takes OK for success, hears no CLOSED, reboots the module for everything, and never
// subscribes a second time.
std::unique_ptr<HostDriver> make_careless_driver(Scheduler& scheduler, Send send, const Habits& habits = {});

inline constexpr std::string_view topic = "device/state";

}  // namespace air780::host
