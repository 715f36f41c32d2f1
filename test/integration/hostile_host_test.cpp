#include <gtest/gtest.h>

#include "test/integration/broker_client.h"
#include "test/integration/emulator_process.h"
#include "test/integration/host_line.h"
#include "test/integration/mosquitto.h"
#include "test/integration/process_table.h"
#include "test/integration/session.h"
#include "test/integration/temporary_directory.h"

namespace air780 {
namespace {

class HostileHost : public testing::Test {
 protected:
  // The module answers, the same process as before, and it has not grown.
  void expect_well(HostLine& host) {
    host.command("AT", {"OK"});
    EXPECT_LT(resident_bytes(emulator_.process().id()), most_resident_bytes());
  }

  Mosquitto broker_;
  TemporaryDirectory directory_;
  EmulatorProcess emulator_{
      {"--tcp", "0", "--pty", directory_.file("air780ep"), "--route", broker_.route(), "--log-level", "warning"}};
};

// A host asks for the prompt, sends half of the payload and goes away. What the next host types is taken for the rest,
// until the line has been silent for 5 s: ERROR, and the module listens again. Nothing was published.
TEST_F(HostileHost, GoesAwayInTheMiddleOfAPayload) {
  Subscriber subscriber(broker_.port(), "mqtt/pub_topic");
  HostLine first = HostLine::tcp(emulator_.tcp_port());
  go_online(first);
  first.command(R"(AT+MPUBEX="mqtt/pub_topic",0,0,100)", {});
  first.expect("\r\n>");
  first.send("half of it");
  first.close();
  HostLine second = HostLine::tcp(emulator_.tcp_port());
  second.send("AT\r");
  second.expect("\r\nERROR\r\n");
  expect_well(second);
  second.command(R"(AT+MPUB="mqtt/pub_topic",1,0,"whole")", {"OK", "PUBACK"});
  EXPECT_EQ(subscriber.next().payload, "whole");
}

// A line of 20 kB is longer than the module's 16 KiB: one ERROR each time.
void type_lines_that_are_too_long(HostLine& host) {
  host.command("ATE0", {"OK"});
  for (int round = 0; round < 5; ++round) {
    host.send("AT+MPUB=\"t\",0,0,\"" + std::string(20'000, 'a') + "\"\r");
    host.expect("\r\nERROR\r\n");
  }
  host.command_without_echo("ATE1", {"OK"});
}

TEST_F(HostileHost, TypesLinesThatAreTooLongOverTcp) {
  HostLine host = HostLine::tcp(emulator_.tcp_port());
  type_lines_that_are_too_long(host);
  expect_well(host);
}

TEST_F(HostileHost, TypesLinesThatAreTooLongOverAPty) {
  HostLine host = HostLine::pty(directory_.file("air780ep"));
  type_lines_that_are_too_long(host);
  expect_well(host);
}

// Bytes of every value, among them ends of lines, prompts' ends and Telnet's escapes, a million of them. Afterwards a
// CR ends whatever line they began.
TEST_F(HostileHost, SendsGarbage) {
  HostLine host = HostLine::tcp(emulator_.tcp_port());
  host.command("ATE0", {"OK"});
  std::string garbage;
  std::uint32_t state = 20260111;
  for (int count = 0; count < 1'000'000; ++count) {
    state = state * 1664525 + 1013904223;
    garbage += static_cast<char>(state >> 24);
  }
  HostLine reader = HostLine::pty(directory_.file("air780ep"));
  host.send(garbage);
  host.send("\r");
  host.read_until_quiet();
  host.send("ATE0\r");
  host.read_until("\r\nOK\r\n");
  host.command_without_echo("ATE1", {"OK"});
  expect_well(host);
}

// 5 MB of messages arrive while the host does not read: the module acknowledges every one of them to the broker, what
// the line cannot hold is lost, and a host that comes back to reading finds a module that answers.
TEST_F(HostileHost, NeverReadsWhile5MegabytesArrive) {
  constexpr std::size_t messages = 1250;
  HostLine host = HostLine::tcp(emulator_.tcp_port(), 4096);
  go_online(host);
  subscribe(host, "mqtt/sub_topic", 1);
  publish_often(broker_.port(), "mqtt/sub_topic", std::string(4000, 'a'), messages);
  broker_.wait_for_log("Received PUBACK from " + client_id, messages, std::chrono::seconds(60));
  emulator_.wait_for_log("the host does not read");
  EXPECT_LT(resident_bytes(emulator_.process().id()), most_resident_bytes());
  host.read_until_quiet();
  expect_well(host);
  host.command("AT+MQTTSTATU", {"+MQTTSTATU :1", "OK"});
}

// A second host is turned away while the first is there, which notices nothing.
TEST_F(HostileHost, ComesWhileAnotherIsThere) {
  HostLine first = HostLine::tcp(emulator_.tcp_port());
  first.command("AT", {"OK"});
  HostLine second = HostLine::tcp(emulator_.tcp_port());
  EXPECT_TRUE(second.ended());
  emulator_.wait_for_log("refused a second host");
  expect_well(first);
}

// A hundred hosts come and go, each leaving a line half typed.
TEST_F(HostileHost, ComesAndGoesAHundredTimes) {
  for (int count = 0; count < 100; ++count) {
    HostLine host = HostLine::tcp(emulator_.tcp_port());
    host.send("AT+CS");
  }
  HostLine host = HostLine::tcp(emulator_.tcp_port());
  host.send("\r");
  host.read_until("\r\n", patience);
  host.read_until_quiet();
  expect_well(host);
}

}  // namespace
}  // namespace air780
