#include <gtest/gtest.h>

#include <csignal>

#include "test/integration/broker_client.h"
#include "test/integration/emulator_process.h"
#include "test/integration/host_line.h"
#include "test/integration/mosquitto.h"
#include "test/integration/process_table.h"
#include "test/integration/session.h"

namespace air780 {
namespace {

// What the guide's recipe leads to: the module is online and the broker hears it.
void expect_recovers(HostLine& host, std::uint16_t broker_port) {
  Subscriber subscriber(broker_port, "mqtt/pub_topic");
  go_online(host);
  host.command(R"(AT+MPUB="mqtt/pub_topic",1,0,"back")", {"OK", "PUBACK"});
  EXPECT_EQ(subscriber.next().payload, "back");
}

// The guide's "TCP closed by the other side": the broker dies, the module says CLOSED; MIPCLOSE has nothing to close;
// MIPSTART fails while the broker is away; when it is back, MCONFIG, MIPSTART and MCONNECT work as the first time.
TEST(BrokerLoss, OfABrokerElsewhere) {
  Mosquitto broker;
  const EmulatorProcess emulator({"--tcp", "0", "--route", broker.route()});
  HostLine host = HostLine::tcp(emulator.tcp_port());
  go_online(host);
  broker.kill();
  host.expect_units({"CLOSED"});
  host.command("AT+MQTTSTATU", {"+MQTTSTATU :0", "OK"});
  host.command("AT+MIPCLOSE", {"+CME ERROR: 767"});
  host.command(R"(AT+MIPSTART="lbsmqtt.airm2m.com",1884)", {"OK", "STATE: IP INITIAL", "CONNECT FAIL"});
  broker.start();
  expect_recovers(host, broker.port());
}

// The same with --broker: the emulator starts its child again, at the same port.
TEST(BrokerLoss, OfTheEmulatorsOwnBroker) {
  EmulatorProcess emulator({"--tcp", "0", "--broker"});
  HostLine host = HostLine::tcp(emulator.tcp_port());
  go_online(host);
  const std::vector<pid_t> brokers = children_of(emulator.process().id(), "mosquitto");
  ASSERT_EQ(brokers.size(), 1U);
  ::kill(brokers.front(), SIGKILL);
  host.expect_units({"CLOSED"});
  host.command("AT+MIPCLOSE", {"+CME ERROR: 767"});
  emulator.wait_for_log("mosquitto accepts connections", 2);
  expect_recovers(host, emulator.broker_port());
}

// The broker dies while the link is open and MCONNECT has not been sent yet.
TEST(BrokerLoss, BeforeMconnect) {
  Mosquitto broker;
  const EmulatorProcess emulator({"--tcp", "0", "--route", broker.route()});
  HostLine host = HostLine::tcp(emulator.tcp_port());
  open_link(host);
  broker.kill();
  host.expect_units({"CLOSED"});
  host.command("AT+MCONNECT=1,60", {"+CME ERROR: 767"});
}

// Another client takes the module's client id: the broker throws the module out.
TEST(BrokerLoss, ByADuplicateClientId) {
  const EmulatorProcess emulator({"--tcp", "0", "--broker"});
  HostLine host = HostLine::tcp(emulator.tcp_port());
  go_online(host);
  const Subscriber twin(emulator.broker_port(), "mqtt/sub_topic", 0, client_id);
  host.expect_units({"CLOSED"});
  host.command("AT+MQTTSTATU", {"+MQTTSTATU :0", "OK"});
}

}  // namespace
}  // namespace air780
