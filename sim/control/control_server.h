// The control API's server: HTTP and WebSocket on one port, everything on the module's thread.
// Owned by the composition; must be destroyed before what it controls and before the io_context. Used only from the
// thread that runs the io_context.
#pragma once

#include <boost/system/result.hpp>
#include <memory>
#include <string>

#include "sim/control/access_rules.h"
#include "sim/control/connection.h"
#include "sim/network/endpoint.h"

namespace boost::asio {
class io_context;
}

namespace air780 {

// It keeps the latest events and the counters that its clients ask for.
class ControlServer {
 public:
  // Listens at `address` (port 0: a free one); clients wait until start(). Neither with a token nor `open`, `access`
  // admits this machine only; whether that is what `address` says, `loopback`, is found out here. The error names the
  // address and the reason.
  static boost::system::result<std::unique_ptr<ControlServer>, std::string> open(boost::asio::io_context& context,
                                                                                 Log& log, const Endpoint& address,
                                                                                 AccessRules access,
                                                                                 const ServerLimits& limits = {});
  ~ControlServer();

  // From here on events are kept, so before the module does anything. All four outlive the server.
  void start(Scheduler& scheduler, EventStream& events, Module& module, FaultEngine& faults);
  // With the port in use.
  const Endpoint& address() const;

  class Listener;
  // For open() only.
  explicit ControlServer(std::shared_ptr<Listener> listener);

 private:
  std::shared_ptr<Listener> listener_;
};

}  // namespace air780
