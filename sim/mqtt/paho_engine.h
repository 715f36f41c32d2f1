// The MQTT engine of the process: Paho MQTT C, the loopback listener its sockets come in by, the pacemaker, and the
// Paho objects that still wind up. Makes the clients behind protocol's MqttClient port.
// Owned by the composition, one a process at a time. It must outlive its clients, and the io_context must outlive it;
// that one need not run any more when either goes. Used from the io thread only.
#pragma once

#include <boost/asio/io_context.hpp>
#include <functional>
#include <list>
#include <memory>
#include <string>
#include <vector>

#include "protocol/mqtt/mqtt_client.h"
#include "sim/log.h"
#include "sim/mqtt/loopback_listener.h"
#include "sim/mqtt/pacemaker.h"
#include "sim/mqtt/packet_filter.h"
#include "sim/mqtt/paho_handle.h"

namespace air780 {

class PahoEngine {
 public:
  // Cheap: no thread, no socket. Removes http_proxy and https_proxy from the environment and ignores SIGPIPE, so it is
  // made before other threads run.
  PahoEngine(boost::asio::io_context& io, Log& log);
  ~PahoEngine();
  PahoEngine(const PahoEngine&) = delete;
  PahoEngine& operator=(const PahoEngine&) = delete;

  // Begins Paho's threads and the pacemaker, which takes about 0.1 s in the background. Any number of calls; a client's
  // connect() does it too.
  void start();

  // A client for one module. Works before start(). `filter`, if any, is asked for every packet of its sessions and must
  // outlive it.
  std::unique_ptr<MqttClient> make_client(PacketFilter* filter = nullptr);

  // For the clients:

  boost::asio::io_context& io() { return io_; }
  Log& log() { return log_; }
  LoopbackListener& listener() { return listener_; }
  Pacemaker& pacemaker() { return pacemaker_; }

  // Starts and calls `ready` later, once connecting makes sense: with why it can never work, or with an empty text.
  void when_ready(std::function<void(const std::string& failure)> ready);

  // Takes a handle that nobody needs any more and destroys it when its session has ended inside Paho, or after 2 s. Its
  // bridge is to be detached before.
  void retire(std::unique_ptr<PahoHandle> handle);

 private:
  class Retired;

  void become_ready();

  boost::asio::io_context& io_;
  Log& log_;
  LoopbackListener listener_;
  Pacemaker pacemaker_;
  std::list<std::unique_ptr<Retired>> retired_;
  std::vector<std::function<void(const std::string&)>> waiting_;
  std::string failure_;
  bool started_ = false;
  bool ready_ = false;
  std::shared_ptr<char> alive_ = std::make_shared<char>();
};

}  // namespace air780
