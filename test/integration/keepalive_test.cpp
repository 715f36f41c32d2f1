#include <gtest/gtest.h>

#include "test/integration/emulator_process.h"
#include "test/integration/host_line.h"
#include "test/integration/mosquitto.h"
#include "test/integration/session.h"

namespace air780 {
namespace {

// With a keepalive of two seconds the broker would throw a silent client out after three. The host types
// nothing; the broker sees PINGREQs, answers them, and the session lives on.
TEST(Keepalive, KeepsASilentSessionAlive) {
  const Mosquitto broker;
  const EmulatorProcess emulator({"--tcp", "0", "--route", broker.route()});
  HostLine host = HostLine::tcp(emulator.tcp_port());
  go_online(host, {.keepalive = 2});
  broker.wait_for_log("(p2, c1, k2,");
  broker.wait_for_log("Received PINGREQ from " + client_id, 3);
  broker.wait_for_log("Sending PINGRESP to " + client_id, 3);
  host.command("AT+MQTTSTATU", {"+MQTTSTATU :1", "OK"});
}

// The broker stops answering while its side of the link stays open: no PINGRESP comes, and the module gives up by
// itself. The bound is many times the keepalive; without one the module would wait for ever.
TEST(Keepalive, NoticesABrokerThatNoLongerAnswers) {
  Mosquitto broker;
  const EmulatorProcess emulator({"--tcp", "0", "--route", broker.route()});
  HostLine host = HostLine::tcp(emulator.tcp_port());
  go_online(host, {.keepalive = 2});
  broker.freeze();
  EXPECT_EQ(host.read_until("CLOSED\r\n", std::chrono::seconds(30)), "\r\nCLOSED\r\n");
  host.command("AT+MQTTSTATU", {"+MQTTSTATU :0", "OK"});
}

}  // namespace
}  // namespace air780
