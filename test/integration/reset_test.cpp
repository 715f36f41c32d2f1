#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "test/integration/broker_client.h"
#include "test/integration/emulator_process.h"
#include "test/integration/host_line.h"
#include "test/integration/session.h"

namespace air780 {
namespace {

// The boot sequence with the time in it taken for read.
void expect_boot(HostLine& host) {
  host.expect(std::string_view("^boot.rom\0'v\1\0\0\0'!\\n", 20));
  host.expect_units({"RDY", "^MODE: 17,17", "+E_UTRAN Service", "+CGEV: ME PDN ACT 1"});
  host.expect("\r\n+NITZ: ");
  EXPECT_THAT(host.read_until("\r\n"), testing::MatchesRegex("[0-9/]{8},[0-9:]{8}[+-][0-9]{2},0\r\n"));
}

// The module is online with a will, caches, holds a message; AT+RESET: OK, and it boots. What is volatile is as after
// power-on: no session, direct delivery, no cached message.
TEST(Reset, BootsAndForgetsWhatIsVolatile) {
  const EmulatorProcess emulator({"--tcp", "0", "--broker"});
  Subscriber subscriber(emulator.broker_port(), "mqtt/will");
  HostLine host = HostLine::tcp(emulator.tcp_port());
  go_online(host, {R"(,"user","password",0,0,"mqtt/will","gone")"});
  subscribe(host, "mqtt/sub_topic", 0);
  host.command("AT+MQTTMSGSET=1", {"OK"});
  publish(emulator.broker_port(), {"mqtt/sub_topic", "kept for nobody"});
  host.expect_units({"+MSUB: 0"});
  host.command("AT+RESET", {"OK"});
  expect_boot(host);
  host.command("AT+MQTTSTATU", {"+MQTTSTATU :0", "OK"});
  host.command("AT+MQTTMSGSET?", {"+MQTTMSGSET:0", "OK"});
  host.command("AT+MQTTMSGGET", {"OK"});
  host.command("AT+MIPCLOSE", {"+CME ERROR: 767"});
  // The guide's question 2: a module that restarts takes no leave, so that the broker keeps its session until the same
  // client id comes back; then it publishes the will of the session before.
  go_online(host);
  EXPECT_EQ(subscriber.next().payload, "gone");
}

// After the reset the host's usual way leads online again.
TEST(Reset, IsFollowedByAWorkingSession) {
  const EmulatorProcess emulator({"--tcp", "0", "--broker"});
  HostLine host = HostLine::tcp(emulator.tcp_port());
  go_online(host);
  host.command("AT+RESET", {"OK"});
  expect_boot(host);
  go_online(host);
}

}  // namespace
}  // namespace air780
