// AT+CNTP and AT+CNTPCID: what is asked, what it does to the clock, and every way to fail.
#include "protocol/cellular/time_query.h"

#include <gmock/gmock.h>

#include "protocol/cellular/sntp.h"
#include "test/fake/module_rig.h"
#include "test/unit/protocol/answers.h"

namespace air780 {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using Outcome = DatagramAnswer::Outcome;

class AskedForTheTime : public testing::Test {
 protected:
  std::string clock() { return rig.command("AT+CCLK?", milliseconds(1)); }
  void open_bearer() { rig.command("AT+SAPBR=1,1"); }
  fake::ModuleRig rig;
};

TEST_F(AskedForTheTime, AServerSetsTheClockAndTheHostTheZone) {
  open_bearer();
  rig.network.server_is_ahead = std::chrono::hours(48);
  EXPECT_EQ(rig.command("AT+CNTP"), ok_then("+CNTP: 1"));
  EXPECT_EQ(clock(), told("+CCLK: \"26/11/25,16:00:00+32\""));
  const DatagramRequest& asked = rig.network.datagrams.at(0);
  EXPECT_EQ(asked.host, "ntp1.aliyun.com");
  EXPECT_EQ(asked.port, 123);
  EXPECT_EQ(asked.timeout, seconds(5));
  rig.network.server_is_ahead = seconds(0);
  EXPECT_EQ(rig.command("AT+CNTP=\"time.example\",-20,9"), ok);
  EXPECT_EQ(rig.command("AT+CNTP"), ok_then("+CNTP: 1"));
  EXPECT_EQ(clock(), told("+CCLK: \"26/11/23,03:00:00-20\""));
  EXPECT_EQ(rig.network.datagrams.at(1).host, "time.example");
  EXPECT_EQ(rig.network.datagrams.at(1).timeout, seconds(9));
}

TEST_F(AskedForTheTime, SettingsAreKeptAndTold) {
  EXPECT_EQ(rig.command("AT+CNTP?"), told("+CNTP: ntp1.aliyun.com,32,5"));
  EXPECT_EQ(rig.command("AT+CNTP=time.example,0,9"), ok);
  EXPECT_EQ(rig.command("AT+CNTP?"), told("+CNTP: time.example,0,9"));
  EXPECT_EQ(rig.command("AT+CNTP=other.example"), ok);
  EXPECT_EQ(rig.command("AT+CNTP?"), told("+CNTP: other.example,0,9"));
  EXPECT_EQ(rig.command("AT+CNTPCID?"), told("+CNTPCID: 1"));
  EXPECT_EQ(rig.command("AT+CNTPCID=3;+CNTPCID?"), told("+CNTPCID: 3"));
  for (const char* line : {"AT+CNTP=\"\"", "AT+CNTP=h,49", "AT+CNTP=h,-48", "AT+CNTPCID=0", "AT+CNTPCID=4"}) {
    EXPECT_EQ(rig.command(line), cme(50)) << line;
  }
  rig.command("AT+RESET", seconds(1));
  EXPECT_EQ(rig.command("AT+CNTP?"), told("+CNTP: ntp1.aliyun.com,32,5"));
}

TEST_F(AskedForTheTime, EveryFailureHasItsCodeAndLeavesTheClock) {
  open_bearer();
  const std::string before = clock();
  const auto fails_with = [this](DatagramAnswer answer, int code) {
    rig.network.datagram_answer = std::move(answer);
    EXPECT_EQ(rig.command("AT+CNTP"), ok_then("+CNTP: " + std::to_string(code)));
  };
  fails_with({Outcome::name_not_resolved, {}, {}}, 62);
  fails_with({Outcome::unreachable, {}, {}}, 63);
  fails_with({Outcome::answered, "no time at all", {}}, 64);
  fails_with({Outcome::answered, sntp_answer(sntp_question(1), rig.scheduler.utc()).value(), {}}, 64);
  EXPECT_EQ(clock(), before);
  rig.network.datagram_answer = DatagramAnswer{Outcome::timed_out, {}, {}};
  EXPECT_EQ(rig.command("AT+CNTP", milliseconds(4990)), ok);
  EXPECT_EQ(rig.command("AT+CNTP", milliseconds(1)), cme(3)) << "one at a time";
  rig.advance(milliseconds(50));
  EXPECT_EQ(rig.take(), framed("+CNTP: 65"));
}

TEST_F(AskedForTheTime, WithoutItsBearerIsANetworkError) {
  EXPECT_EQ(rig.command("AT+CNTP"), ok_then("+CNTP: 61"));
  open_bearer();
  EXPECT_EQ(rig.command("AT+CNTPCID=2;+CNTP"), ok_then("+CNTP: 61"));
  rig.command("AT+CNTPCID=1");
  rig.network.datagram_answer = DatagramAnswer{Outcome::timed_out, {}, {}};
  EXPECT_EQ(rig.command("AT+CNTP"), ok);
  EXPECT_EQ(rig.command("AT+SAPBR=0,1"), ok_then("+CNTP: 61")) << "it closed meanwhile";
  open_bearer();
  EXPECT_EQ(rig.command("AT+CNTP"), ok);
  EXPECT_EQ(rig.command("AT+CGACT=0,1"),
            ok + framed("+CGEV: ME PDN DEACT 1") + framed("+SAPBR 1: DEACT") + framed("+CNTP: 61"));
  EXPECT_EQ(rig.command("AT", seconds(10)), ok) << "told once";
}

TEST_F(AskedForTheTime, AnyContextWillDoWithTheQuirk) {
  ModelProfile profile;
  ASSERT_FALSE(set_quirk(profile.quirks, "cntp-bearer=any"));
  fake::ModuleRig other(profile);
  EXPECT_EQ(other.command("AT+CNTP"), ok_then("+CNTP: 1"));
  other.command("AT+CGACT=0,1");
  EXPECT_EQ(other.command("AT+CNTP"), ok_then("+CNTP: 61"));
}

TEST_F(AskedForTheTime, AResetForgetsTheQuestion) {
  open_bearer();
  rig.network.datagram_answer = DatagramAnswer{Outcome::timed_out, {}, {}};
  rig.command("AT+CNTP");
  EXPECT_EQ(rig.command("AT+RESET", seconds(10)).find("+CNTP"), std::string::npos);
}

// --- the packets ---

TEST(Sntp, TheTimeComesBackOverTheEnds) {
  // Now, the last second of the first era, the first one of the next, and far into it.
  for (const std::int64_t unix : {1'795'420'800LL, 2'085'978'495LL, 2'085'978'496LL, 4'000'000'000LL}) {
    const UtcTime time{seconds(unix)};
    EXPECT_EQ(sntp_time(sntp_answer(sntp_question(7), time).value(), 7), time) << unix;
  }
}

TEST(Sntp, WhatIsNoAnswerIsNotTaken) {
  const std::string good = sntp_answer(sntp_question(7), UtcTime(seconds(1'795'420'800))).value();
  EXPECT_TRUE(sntp_time(good, 7));
  EXPECT_FALSE(sntp_time(good, 8)) << "to another question";
  EXPECT_FALSE(sntp_time(std::string_view(good).substr(1), 7));
  EXPECT_FALSE(sntp_time(sntp_question(7), 7)) << "a question";
  std::string unsynchronised = good;
  unsynchronised[0] = static_cast<char>(0xE4);
  EXPECT_FALSE(sntp_time(unsynchronised, 7));
  for (const int stratum : {0, 16}) {
    std::string refused = good;
    refused[1] = static_cast<char>(stratum);
    EXPECT_FALSE(sntp_time(refused, 7)) << stratum;
  }
  EXPECT_FALSE(sntp_answer(good, {})) << "an answer is no question";
  EXPECT_FALSE(sntp_answer("", {}));
}

}  // namespace
}  // namespace air780
