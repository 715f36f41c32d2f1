#include <gtest/gtest.h>

#include <csignal>

#include "test/integration/broker_client.h"
#include "test/integration/emulator_process.h"
#include "test/integration/host_line.h"
#include "test/integration/mosquitto.h"
#include "test/integration/session.h"

namespace air780 {
namespace {

const Session with_will = {R"(,"user","password",1,0,"mqtt/will","\22offline\22")"};

// Each: the module announces a will in MCONFIG and goes online; somebody else subscribes to the will's topic.
class Will : public testing::Test {
 protected:
  EmulatorProcess emulator_{{"--tcp", "0", "--broker"}};
  Subscriber subscriber_{emulator_.broker_port(), "mqtt/will"};
  HostLine host_ = HostLine::tcp(emulator_.tcp_port());
};

// The guide's question 2: the broker publishes the will after either way of leaving.
TEST_F(Will, IsPublishedAfterMipclose) {
  go_online(host_, with_will);
  host_.command("AT+MIPCLOSE", {"OK"});
  const Publication will = subscriber_.next();
  EXPECT_EQ(will.payload, "\"offline\"");
  EXPECT_EQ(will.qos, 1);
}

TEST_F(Will, IsPublishedAfterMdisconnect) {
  go_online(host_, with_will);
  host_.command("AT+MDISCONNECT", {"OK"});
  EXPECT_EQ(subscriber_.next().payload, "\"offline\"");
  // The link went with the session, and MIPCLOSE after it is no error.
  host_.command("AT+MQTTSTATU", {"+MQTTSTATU :0", "OK"});
  host_.command("AT+MIPCLOSE", {"OK"});
}

// The emulator gets no chance to take leave: a pulled plug.
TEST(WillOfAKilledEmulator, IsPublished) {
  const Mosquitto broker;
  EmulatorProcess emulator({"--tcp", "0", "--route", broker.route()});
  Subscriber subscriber(broker.port(), "mqtt/will");
  HostLine host = HostLine::tcp(emulator.tcp_port());
  go_online(host, with_will);
  emulator.process().signal(SIGKILL);
  EXPECT_EQ(emulator.process().wait_for_end(), -SIGKILL);
  EXPECT_EQ(subscriber.next().payload, "\"offline\"");
}

// An emulator that is asked to end is a module whose power is cut.
TEST(WillOfAnEndedEmulator, IsPublished) {
  const Mosquitto broker;
  EmulatorProcess emulator({"--tcp", "0", "--route", broker.route()});
  Subscriber subscriber(broker.port(), "mqtt/will");
  HostLine host = HostLine::tcp(emulator.tcp_port());
  go_online(host, with_will);
  emulator.process().signal(SIGTERM);
  EXPECT_EQ(emulator.process().wait_for_end(), 0);
  EXPECT_EQ(subscriber.next().payload, "\"offline\"");
}

// With the quirk MDISCONNECT sends DISCONNECT, so that the broker forgets the will: once it has seen the client leave,
// the next message at the will's topic is somebody else's.
TEST(WillWithGracefulMdisconnect, IsNotPublished) {
  const Mosquitto broker;
  const EmulatorProcess emulator({"--tcp", "0", "--route", broker.route(), "--quirk", "mdisconnect=graceful"});
  Subscriber subscriber(broker.port(), "mqtt/will");
  HostLine host = HostLine::tcp(emulator.tcp_port());
  go_online(host, with_will);
  host.command("AT+MDISCONNECT", {"OK"});
  broker.wait_for_log("Received DISCONNECT from " + client_id);
  broker.wait_for_log("Client " + client_id + " disconnected");
  publish(broker.port(), {"mqtt/will", "not a will"});
  EXPECT_EQ(subscriber.next().payload, "not a will");
}

}  // namespace
}  // namespace air780
