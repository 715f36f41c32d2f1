// A mosquitto of our own for the module to connect to: a child process on three free loopback ports (plain, TLS, mutual
// TLS), started again when it ends, gone when we are.
// Owned by the composition; must be destroyed before the io_context. Used only from the thread that runs the
// io_context, which must be the one that lives longest, since the child dies with the thread that started it.
#pragma once

#include <sys/types.h>

#include <boost/system/result.hpp>
#include <functional>
#include <memory>
#include <string>

#include "sim/log.h"
#include "sim/network/broker_endpoints.h"

namespace boost::asio {
class io_context;
}

namespace air780 {

struct LocalBrokerOptions {
  // Where its configuration and its certificates go, made if missing, and left there at the end; certificates that are
  // there already are used. Empty: a temporary directory, removed.
  std::string directory;
  // A path, or a name to look for in PATH, /usr/sbin and /usr/local/sbin.
  std::string program = "mosquitto";
};

class LocalBroker {
 public:
  // The broker accepts connections at these addresses, or why it does not.
  using Started = std::function<void(boost::system::result<BrokerEndpoints, std::string>)>;

  LocalBroker(boost::asio::io_context& context, Log& log, LocalBrokerOptions options = {});
  // Ends the child (asked first, killed after half a second) and waits for it; nothing is called any more.
  ~LocalBroker();
  LocalBroker(const LocalBroker&) = delete;
  LocalBroker& operator=(const LocalBroker&) = delete;

  // Once; `done` is called later from the io_context, within 10 s. After a failure the broker stays down and nothing of
  // it is left running.
  void start(Started done);

  // Where it listens; the same for its whole life, also while it is being restarted. Ports 0 before `done`.
  BrokerEndpoints addresses() const;
  // Its configuration and its certificates are here; empty before start().
  std::string directory() const;
  // The child, or 0 while there is none.
  pid_t process_id() const;

 private:
  class Supervisor;
  std::shared_ptr<Supervisor> supervisor_;
};

}  // namespace air780
