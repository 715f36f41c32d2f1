// How long the module and its network take with --latency: never sooner, in order, and the same for the same seed.
#include <gmock/gmock.h>

#include "test/fake/module_rig.h"
#include "test/unit/protocol/answers.h"

namespace air780 {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

ModelProfile with(LatencyStep step, Duration time) {
  ModelProfile profile;
  profile.timing.latency[step] = {time, time};
  return profile;
}

TEST(LatencyTest, ACommandIsAnsweredAfterItsTime) {
  fake::ModuleRig rig(with(LatencyStep::command, milliseconds(4)));
  rig.send("AT\r");
  EXPECT_EQ(rig.take(), "AT\r");
  rig.advance(milliseconds(3));
  EXPECT_EQ(rig.take(), "");
  rig.advance(milliseconds(1));
  EXPECT_EQ(rig.take(), ok);
}

TEST(LatencyTest, InputWaitsWhileALineTakesItsTime) {
  fake::ModuleRig rig(with(LatencyStep::command, milliseconds(4)));
  rig.command("ATE0");
  rig.send("AT+CSQ\rAT+MPUBEX=?\r");
  rig.advance(milliseconds(4));
  EXPECT_EQ(rig.take(), told("+CSQ: 25,0"));
  rig.advance(milliseconds(4));
  EXPECT_THAT(rig.take(), testing::EndsWith(ok));
}

TEST(LatencyTest, DataThatCameBeforeItsPromptIsStillTaken) {
  fake::ModuleRig rig(with(LatencyStep::command, milliseconds(4)));
  rig.command("ATE0");
  rig.command("AT+FSCREATE=\"a\"");
  rig.send("AT+FSWRITE=\"a\",0,3,5\rxyzAT\r");
  rig.advance(milliseconds(20));
  EXPECT_EQ(rig.take(), "\r\n>" + std::string(ok) + std::string(ok));
}

TEST(LatencyTest, ALineThatTakesItsTimeIsForgottenWithThePower) {
  fake::ModuleRig rig(with(LatencyStep::command, seconds(1)));
  rig.send("AT+CSQ\r");
  rig.module.power_off();
  rig.take();
  rig.advance(seconds(5));
  EXPECT_EQ(rig.take(), "");
}

// The state follows the line: a link that is not said to be up is not up.
TEST(LatencyTest, ConnectOkComesAfterItsTimeAndSoDoesTheState) {
  fake::ModuleRig rig(with(LatencyStep::connect, milliseconds(300)));
  rig.command("ATE0");
  EXPECT_EQ(rig.command("AT+MIPSTART=h,1"), ok);
  rig.advance(milliseconds(200));
  EXPECT_EQ(rig.command("AT+MQTTSTATU"), told("+MQTTSTATU :0"));
  EXPECT_EQ(rig.command("AT", milliseconds(100)), std::string(ok) + "\r\nCONNECT OK\r\n");
  EXPECT_EQ(rig.command("AT+MQTTSTATU"), told("+MQTTSTATU :2"));
}

// Each step holds its own line back, and no other.
TEST(LatencyTest, EveryStepIsItsOwn) {
  struct Step {
    LatencyStep step;
    std::vector<const char*> before;
    const char* line;
    const char* comes;
  };
  const std::vector<const char*> link = {"AT+MCONFIG=id", "AT+MIPSTART=h,1"};
  const std::vector<const char*> session = {"AT+MCONFIG=id", "AT+MIPSTART=h,1", "AT+MCONNECT=1,60"};
  for (const Step& one : {Step{LatencyStep::connect, {}, "AT+MIPSTART=h,1", "CONNECT OK"},
                          Step{LatencyStep::tls_connect, {}, "AT+SSLMIPSTART=h,1", "CONNECT OK"},
                          Step{LatencyStep::connack, link, "AT+MCONNECT=1,60", "CONNACK OK"},
                          Step{LatencyStep::suback, session, "AT+MSUB=t,0", "SUBACK"},
                          Step{LatencyStep::puback, session, "AT+MPUB=t,1,0,\"x\"", "PUBACK"},
                          Step{LatencyStep::pubrec, session, "AT+MPUB=t,2,0,\"x\"", "PUBREC"},
                          Step{LatencyStep::pubcomp, session, "AT+MPUB=t,2,0,\"x\"", "PUBCOMP"}}) {
    SCOPED_TRACE(one.comes);
    fake::ModuleRig rig(with(one.step, milliseconds(300)));
    for (const char* line : one.before) EXPECT_THAT(rig.command(line, milliseconds(100)), testing::StartsWith(ok));
    EXPECT_THAT(rig.command(one.line, milliseconds(290)), testing::Not(testing::HasSubstr(framed(one.comes))));
    rig.advance(milliseconds(30));
    EXPECT_THAT(rig.take(), testing::HasSubstr(framed(one.comes)));
  }
}

TEST(LatencyTest, AMessageDoesNotOvertakeTheSuback) {
  fake::ModuleRig rig(with(LatencyStep::suback, milliseconds(200)));
  rig.go_online();
  rig.command("ATE0");
  EXPECT_EQ(rig.command("AT+MSUB=t,0"), ok);
  rig.mqtt.peer_publish({"t", "x", 0, false});
  rig.advance(seconds(1));
  EXPECT_EQ(rig.take(), "\r\nSUBACK\r\n\r\n+MSUB: \"t\",1 byte,x\r\n");
}

TEST(LatencyTest, ALinkClosedMeanwhileSaysNothingLater) {
  fake::ModuleRig rig(with(LatencyStep::connect, milliseconds(300)));
  rig.command("ATE0");
  rig.command("AT+MIPSTART=h,1");
  EXPECT_EQ(rig.command("AT+MIPCLOSE"), ok);
  EXPECT_EQ(rig.command("AT", seconds(2)), ok);
}

// The time of everything that a module says on its way to a publish.
std::vector<Duration> times_of_a_session(std::uint64_t seed) {
  ModelProfile profile;
  profile.timing.latency = measured_latency();
  profile.timing.seed = seed;
  fake::ModuleRig rig(profile);
  std::vector<Duration> times;
  for (const char* line : {"AT+MIPSTART=h,1", "AT+MCONNECT=1,60", "AT+MSUB=t,0", "AT+MPUB=t,1,0,\"x\""}) {
    rig.send(std::string(line) + "\r");
    for (int i = 0; i < 500; ++i) {
      rig.advance(milliseconds(1));
      if (!rig.take_writes().empty()) times.push_back(rig.scheduler.now());
    }
  }
  return times;
}

TEST(LatencyTest, TheSameSeedTakesTheSameTime) {
  const auto times = times_of_a_session(7);
  EXPECT_GE(times.size(), 12u);
  EXPECT_EQ(times, times_of_a_session(7));
  EXPECT_NE(times, times_of_a_session(8));
}

TEST(LatencyTest, WhatIsMeasuredIsWithinItsFigures) {
  Latency latency(measured_latency(), 1);
  Duration least = seconds(9);
  Duration most{};
  for (int i = 0; i < 1000; ++i) {
    const Duration time = latency.draw(LatencyStep::connack);
    least = std::min(least, time);
    most = std::max(most, time);
  }
  EXPECT_GE(least, milliseconds(55));
  EXPECT_LE(most, milliseconds(250));
  EXPECT_GT(most - least, milliseconds(150));
}

}  // namespace
}  // namespace air780
