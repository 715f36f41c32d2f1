// What the control server's connections share, and how it ends them. One thread, the one that runs the io_context.
#pragma once

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include "protocol/ports/scheduler.h"
#include "sim/control/access_rules.h"
#include "sim/control/routes.h"
#include "sim/log.h"

namespace air780 {

// What a client may cost us.
struct ServerLimits {
  std::size_t connections = 64;
  std::size_t header_bytes = 16 * 1024;
  Duration request = std::chrono::seconds(30);   // until all of the next request has come
  Duration response = std::chrono::seconds(30);  // until all of a response was taken
  EventLog::Limits kept_events = {};
};

class Connection {
 public:
  virtual ~Connection() = default;
  // Ends it at once; nothing of ConnectionPorts is used afterwards. Not from inside an event.
  virtual void close() = 0;
};

// Those that have not ended, so that the server can count and close them. Each owns itself.
class OpenConnections {
 public:
  void add(std::weak_ptr<Connection> connection) { connections_.push_back(std::move(connection)); }
  std::size_t count() {
    std::erase_if(connections_, [](const auto& connection) { return connection.expired(); });
    return connections_.size();
  }
  void close_all() {
    for (const auto& open : std::exchange(connections_, {})) {
      if (const auto connection = open.lock()) connection->close();
    }
  }

 private:
  std::vector<std::weak_ptr<Connection>> connections_;
};

// The server's, and outlives every connection's use of it (until Connection::close).
struct ConnectionPorts {
  Log& log;
  OpenConnections& open;
  const AccessRules& access;
  const ServerLimits& limits;
  const ControlledModule& controlled;
};

}  // namespace air780
