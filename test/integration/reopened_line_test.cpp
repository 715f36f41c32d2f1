#include <gtest/gtest.h>

#include "test/integration/broker_client.h"
#include "test/integration/emulator_process.h"
#include "test/integration/host_line.h"
#include "test/integration/session.h"
#include "test/integration/temporary_directory.h"

namespace air780 {
namespace {

// A host goes online, turns echo off and goes away; the next one finds the module as it was left: no echo, no reboot,
// the session up, the subscription in force.
void expect_state_kept(const EmulatorProcess& emulator, HostLine (*open)(const EmulatorProcess&)) {
  HostLine first = open(emulator);
  go_online(first);
  subscribe(first, "mqtt/sub_topic", 1);
  first.command("ATE0", {"OK"});
  first.close();
  HostLine second = open(emulator);
  second.command_without_echo("AT+MQTTSTATU", {"+MQTTSTATU :1", "OK"});
  publish(emulator.broker_port(), {"mqtt/sub_topic", "still here"});
  second.expect_units({R"(+MSUB: "mqtt/sub_topic",10 byte,still here)"});
}

TEST(ReopenedLine, OverTcpKeepsTheModulesState) {
  const EmulatorProcess emulator({"--tcp", "0", "--broker"});
  expect_state_kept(emulator, [](const EmulatorProcess& opened) { return HostLine::tcp(opened.tcp_port()); });
}

TEST(ReopenedLine, OverAPtyKeepsTheModulesState) {
  const TemporaryDirectory directory;
  const EmulatorProcess emulator({"--pty", directory.file("air780ep"), "--broker"});
  expect_state_kept(emulator, [](const EmulatorProcess& opened) { return HostLine::pty(opened.pty_link()); });
}

// What the module says while no host is there is lost, as on a wire: the next host reads only what is meant for it.
TEST(ReopenedLine, HoldsNothingForALaterHost) {
  const TemporaryDirectory directory;
  const EmulatorProcess emulator({"--pty", directory.file("air780ep"), "--tcp", "0", "--broker"});
  HostLine witness = HostLine::tcp(emulator.tcp_port());
  go_online(witness);
  subscribe(witness, "mqtt/sub_topic", 1);
  publish(emulator.broker_port(), {"mqtt/sub_topic", "unheard"});
  witness.expect_units({R"(+MSUB: "mqtt/sub_topic",7 byte,unheard)"});
  HostLine late = HostLine::pty(directory.file("air780ep"));
  late.command("AT", {"OK"});
}

}  // namespace
}  // namespace air780
