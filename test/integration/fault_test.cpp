// Faults as their users write them, with a real broker: what it sees, what the module says and is, and that the guide's
// recipe leads back.
#include <gtest/gtest.h>

#include <chrono>
#include <system_error>
#include <thread>

#include "test/integration/broker_client.h"
#include "test/integration/emulator_process.h"
#include "test/integration/host_line.h"
#include "test/integration/mosquitto.h"
#include "test/integration/patience.h"
#include "test/integration/session.h"
#include "test/integration/temporary_directory.h"

namespace air780 {
namespace {

const Session with_will = {R"(,"user","password",0,0,"mqtt/will","gone")"};

class Fault : public testing::Test {
 protected:
  EmulatorProcess emulator(const std::string& rule) const {
    return EmulatorProcess({"--tcp", "0", "--route", broker_.route(), "--seed", "1", "--fault", rule});
  }
  // Online again by the guide's recipe, and the broker hears it.
  void expect_recovers(HostLine& host, const Session& session = {}) const {
    Subscriber subscriber(broker_.port(), "mqtt/pub_topic");
    go_online(host, session);
    host.command(R"(AT+MPUB="mqtt/pub_topic",1,0,"back")", {"OK", "PUBACK"});
    EXPECT_EQ(subscriber.next().payload, "back");
  }
  Mosquitto broker_;
};

// The guide's "TCP closed by the other side".
TEST_F(Fault, ClosedIsSeenByTheBroker) {
  const EmulatorProcess emulated = emulator(R"(on "CONNACK OK" #1 +100ms: closed)");
  HostLine host = HostLine::tcp(emulated.tcp_port());
  go_online(host);
  host.expect_units({"CLOSED"});
  broker_.wait_for_log("Client " + client_id + " closed its connection");
  host.command("AT+MQTTSTATU", {"+MQTTSTATU :0", "OK"});
  host.command("AT+MIPCLOSE", {"+CME ERROR: 767"});
  expect_recovers(host);
}

// The guide's "PDP deactivated by the network": MIPCLOSE says OK. The broker is told nothing and keeps the session, so
// that the will comes only when the same client id comes back.
TEST_F(Fault, PdnDeactLeavesTheBrokerWaiting) {
  const EmulatorProcess emulated = emulator(R"(on "CONNACK OK" #1 +100ms: pdn-deact)");
  Subscriber will(broker_.port(), "mqtt/will");
  HostLine host = HostLine::tcp(emulated.tcp_port());
  go_online(host, with_will);
  host.expect_units({"+CGEV: NW PDN DEACT 1"});
  host.command("AT+MQTTSTATU", {"+MQTTSTATU :0", "OK"});
  publish(broker_.port(), {"mqtt/will", "nobody has gone yet"});
  EXPECT_EQ(will.next().payload, "nobody has gone yet");
  host.command("AT+MIPCLOSE", {"OK"});
  expect_recovers(host, with_will);
  EXPECT_EQ(will.next().payload, "gone");
}

// The guide's question 3: only a reset helps.
TEST_F(Fault, PdnStuckEndsWithAReset) {
  const EmulatorProcess emulated = emulator(R"(on "CONNACK OK" #1 +100ms: pdn-stuck)");
  HostLine host = HostLine::tcp(emulated.tcp_port());
  go_online(host);
  host.expect_units({"+CGEV: NW PDN DEACT 1"});
  host.command("AT+MIPCLOSE", {"OK"});
  host.command(R"(AT+MIPSTART="lbsmqtt.airm2m.com",1884)", {"OK", "STATE: IP INITIAL", "CONNECT FAIL"});
  host.command("AT+CGACT=1,1", {"+CME ERROR: 3"});
  host.command("AT+RESET", {"OK"});
  host.read_until("+NITZ: ");
  host.read_until("\r\n");
  expect_recovers(host);
}

// TCP stays up and nothing passes: the module finds out by its keepalive.
TEST_F(Fault, ABlackholeEndsByKeepalive) {
  const EmulatorProcess emulated = emulator(R"(on "CONNACK OK" #1: blackhole)");
  HostLine host = HostLine::tcp(emulated.tcp_port());
  go_online(host, {.keepalive = 1});
  host.command(R"(AT+MPUB="mqtt/pub_topic",1,0,"lost")", {"OK"});
  EXPECT_EQ(host.read_until("CLOSED\r\n", std::chrono::seconds(30)), "\r\nCLOSED\r\n");
  host.command("AT+MIPCLOSE", {"+CME ERROR: 767"});
  expect_recovers(host);
}

TEST_F(Fault, ADroppedPubackIsMissedAndTheSessionGoesOn) {
  const EmulatorProcess emulated = emulator("on PUBACK< #1: drop");
  HostLine host = HostLine::tcp(emulated.tcp_port());
  Subscriber subscriber(broker_.port(), "mqtt/pub_topic");
  go_online(host);
  host.command(R"(AT+MPUB="mqtt/pub_topic",1,0,"first")", {"OK"});
  EXPECT_EQ(subscriber.next().payload, "first");
  host.command(R"(AT+MPUB="mqtt/pub_topic",1,0,"second")", {"OK", "PUBACK"});
  EXPECT_EQ(subscriber.next().payload, "second");
}

TEST_F(Fault, ARefusedConnectLosesItsLink) {
  const EmulatorProcess emulated = emulator("on AT+MCONNECT #1: connack 5");
  HostLine host = HostLine::tcp(emulated.tcp_port());
  open_link(host);
  host.command("AT+MCONNECT=1,60", {"OK", "ERROR", "CLOSED"});
  broker_.wait_for_log("Client " + client_id + " closed its connection");
  host.command("AT+MQTTSTATU", {"+MQTTSTATU :0", "OK"});
  expect_recovers(host);
}

// Opens a device that is away for a moment, as its host would: again and again.
HostLine reopened(const std::string& link) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (true) {
    try {
      return HostLine::pty(link);
    } catch (const std::system_error&) {
      if (std::chrono::steady_clock::now() > deadline) throw;
      std::this_thread::yield();
    }
  }
}

// The device goes and is back under the same link; the module goes on.
TEST_F(Fault, AHangupTakesThePtyAndNotTheSession) {
  const TemporaryDirectory directory;
  const EmulatorProcess emulated({"--pty", directory.file("modem"), "--route", broker_.route(), "--fault",
                                  R"(on "CONNACK OK" #1 +100ms: hangup)"});
  HostLine host = HostLine::pty(emulated.pty_link());
  go_online(host);
  EXPECT_TRUE(host.ended());
  HostLine again = reopened(emulated.pty_link());
  again.command("AT+MQTTSTATU", {"+MQTTSTATU :1", "OK"});
}

TEST(FaultRules, AreErrorsOfUseWhenTheyAreWrong) {
  const Completed refused = run_to_end(emulator_command({"--tcp", "0", "--fault", "on AT+MPUB: clsoed"}));
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_NE(refused.errors.find("column 13"), std::string::npos) << refused.errors;
  EXPECT_NE(refused.errors.find("clsoed"), std::string::npos) << refused.errors;
}

// Several rules count each for itself.
TEST(FaultRules, MayBeRepeated) {
  const EmulatorProcess emulated(
      {"--tcp", "0", "--fault", "on AT+CSQ #1..2: fail", "--fault", "on AT+CFUN #1: fail cme 30"});
  HostLine host = HostLine::tcp(emulated.tcp_port());
  host.command("AT+CSQ", {"ERROR"});
  host.command("AT+CFUN?", {"+CME ERROR: 30"});
  host.command("AT+CSQ", {"ERROR"});
  host.command("AT+CSQ", {"+CSQ: 25,0", "OK"});
}

}  // namespace
}  // namespace air780
