// What the tests of sim/mqtt share: a link in memory with a broker behind it that a test scripts (expect this packet,
// send that one), an observer that writes down what it hears, and a loop that runs until something has happened.
#pragma once

#include <gtest/gtest.h>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/mqtt/mqtt_client.h"
#include "protocol/ports/network.h"
#include "sim/log.h"
#include "sim/mqtt/paho_engine.h"

namespace air780 {

// Packets as a broker writes them.
std::string connack_packet(int code, bool session_present = false);
std::string publish_packet(const std::string& topic, const std::string& payload, int qos = 0, int id = 0,
                           bool retain = false);
std::string id_packet(MqttPacketType type, int id);  // PUBACK, PUBREC, PUBREL, PUBCOMP, UNSUBACK
std::string suback_packet(int id, int code);
std::string pingresp_packet();

MqttPacketType type_of(std::string_view packet);
// The size of the packet that `bytes` begin with; 0 while that cannot be told or the packet is not complete.
std::size_t packet_size(std::string_view bytes);
std::size_t fixed_header_size(std::string_view packet);

// What a broker reads out of a PUBLISH.
struct ReadPublish {
  std::string topic;
  std::string payload;
  int qos = 0;
  int id = 0;
  bool duplicate = false;
  bool retain = false;
};
ReadPublish read_publish(std::string_view packet);
int read_id(std::string_view packet);  // of PUBACK … and (UN)SUBSCRIBE

// A link whose other end is the test.
class FakeLink : public Link {
 public:
  FakeLink(boost::asio::io_context& io, MqttClient& client) : io_(io), client_(&client) {}

  void write(std::string_view bytes) override;
  std::size_t unsent() const override { return unsent_; }
  void pause_reading(bool paused) override { paused_ = paused; }
  void close() override {}
  void abort() override {}

  // From the broker to the client, later, as a network would do it.
  void send(std::string bytes);
  // The packets the client has written and nobody has taken yet.
  std::deque<std::string>& packets() { return packets_; }
  // All bytes the client has written.
  const std::string& written() const { return written_; }
  bool wrote(MqttPacketType type) const;
  bool paused() const { return paused_; }
  void set_unsent(std::size_t size) { unsent_ = size; }
  // Answers everything as a broker would, from the next packet on.
  void answer_by_itself(bool session_present = false) {
    answers_ = true;
    session_present_ = session_present;
  }
  // From now on bytes from the client are a failure of the test, and none reach it.
  void cut() { cut_ = true; }

 private:
  void answer(std::string_view packet);

  boost::asio::io_context& io_;
  MqttClient* client_;
  std::string written_;
  std::size_t framed_ = 0;
  std::deque<std::string> packets_;
  std::vector<MqttPacketType> types_;
  std::size_t unsent_ = 0;
  bool paused_ = false;
  bool answers_ = false;
  bool session_present_ = false;
  bool cut_ = false;
  std::shared_ptr<char> alive_ = std::make_shared<char>();
};

struct Recorder : MqttClientObserver {
  void mqtt_packet(const MqttPacket& packet) override {
    note_outside_calls();
    packets.push_back(packet);
  }
  void mqtt_connected(bool present) override {
    note_outside_calls();
    connected += 1;
    session_present = present;
    if (on_connected) on_connected();
  }
  void mqtt_refused(int code) override {
    note_outside_calls();
    refused.push_back(code);
  }
  void mqtt_failed(const std::string& reason) override {
    note_outside_calls();
    failures.push_back(reason);
  }
  void mqtt_message(const MqttMessage& message) override {
    note_outside_calls();
    messages.push_back(message);
  }
  bool saw(MqttPacketType type, MqttDirection direction) const;
  void note_outside_calls() const { EXPECT_FALSE(inside_call) << "the observer was called from inside a call"; }

  std::vector<MqttPacket> packets;
  int connected = 0;
  bool session_present = false;
  std::vector<int> refused;
  std::vector<std::string> failures;
  std::vector<MqttMessage> messages;
  std::function<void()> on_connected;
  bool inside_call = false;
};

// One module's client with its observer and its current link.
class Module {
 public:
  Module(boost::asio::io_context& io, PahoEngine& engine);
  MqttClient& client() { return *client_; }
  FakeLink& link() { return *link_; }
  Recorder& heard() { return heard_; }
  // A new link and a session over it. The earlier link goes, so its session must be over.
  void connect(const MqttConnectRequest& request);
  void destroy() { client_.reset(); }

 private:
  boost::asio::io_context& io_;
  Recorder heard_;
  std::unique_ptr<FakeLink> link_;
  std::unique_ptr<MqttClient> client_;
};

class MqttTest : public ::testing::Test {
 protected:
  // Runs until `happened`; false, and a failure of the test, after a time far longer than anything here takes.
  bool run_until(const std::function<bool()>& happened);
  // Runs whatever is ready and all that it leads to, as far as can be seen from this thread.
  void run_ready() { io_.poll(); }
  // The next packet that the client writes; fails the test unless it is of this type.
  std::string expect_packet(Module& module, MqttPacketType type);
  // A session that the broker has accepted; the CONNECT is taken.
  void establish(Module& module, const MqttConnectRequest& request, bool session_present = false);
  // Time for Paho to write what it should not: until it has noticed that a session is over and answered a new one.
  void let_paho_go_round();

  // Shared by all tests of the process, as by all modules of the program: a second engine takes Paho a second to start.
  struct World {
    boost::asio::io_context io;
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work{io.get_executor()};
    Log log{LogLevel::off};
    PahoEngine engine{io, log};
  };
  static World& world();

  boost::asio::io_context& io_ = world().io;
  Log& log_ = world().log;
  PahoEngine& engine_ = world().engine;
};

MqttConnectRequest request_of(const std::string& client_id, bool clean_session = true);

}  // namespace air780
