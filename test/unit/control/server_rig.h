// The control server on a real socket, with a module in memory, and clients of it, all in the test's one thread: a
// client's wait lets the server work.
#pragma once

#include <boost/asio/io_context.hpp>
#include <memory>
#include <string>
#include <string_view>

#include "sim/control/control_server.h"
#include "sim/file_descriptor.h"
#include "sim/log.h"
#include "test/fake/module_rig.h"
#include "test/unit/fault/recording_target.h"

namespace air780 {

class ServerRig {
 public:
  explicit ServerRig(const ServerLimits& limits = {}, const std::string& token = {});

  // Lets server and module do what is to be done, and a millisecond of the module's time pass.
  void work();
  std::uint16_t port() const { return server->address().port; }

  boost::asio::io_context io;
  Log log{LogLevel::off};
  fake::ModuleRig module;
  fake::RecordingTarget fault_target;
  FaultEngine faults{module.scheduler, module.events, fault_target, 1};
  std::unique_ptr<ControlServer> server;
};

// One connection to it, in bytes.
class RawClient {
 public:
  // `receive_buffer`: bytes the system keeps for a client that does not read; 0 for its usual generosity.
  explicit RawClient(ServerRig& rig, int receive_buffer = 0);

  // Sends all of it; false when the server has closed the connection meanwhile.
  bool send(std::string_view bytes);
  // The next whole response, headers and body; throws when there is none.
  std::string response();
  // Everything until the server closes the connection; throws when it does not.
  std::string until_closed();
  // The next text message of a WebSocket.
  std::string message();
  // Half closes: nothing more will be sent.
  void end();

 private:
  // Reads what is there; false at the end of the connection.
  bool receive();
  void receive_at_least(std::size_t size);

  ServerRig& rig_;
  FileDescriptor socket_;
  std::string received_;
};

// A request as a shell sends it.
std::string http_request(std::string_view method, std::string_view target, std::string_view body = {},
                         std::string_view more_headers = {});
int status_of(std::string_view response);
std::string body_of(std::string_view response);

}  // namespace air780
