// The SIM's effects: a PIN that keeps the module off the network, tries that run out, cards and holders that change.
// The dialogue itself is in sim-pin.at, sim-pin-change.at and sim-puk.at.
#include "protocol/cellular/sim.h"

#include <gmock/gmock.h>

#include "test/fake/module_rig.h"
#include "test/unit/protocol/answers.h"

namespace air780 {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

ModelProfile locked() {
  ModelProfile profile;
  EXPECT_EQ(set_quirk(profile.quirks, "sim-pin=1234"), std::nullopt);
  return profile;
}

class LockedSim : public testing::Test {
 protected:
  std::string after(Duration time = seconds(1)) {
    rig.advance(time);
    return rig.take();
  }
  void expect_no_network() {
    EXPECT_EQ(rig.command("AT+CREG?"), told("+CREG: 0,0"));
    EXPECT_EQ(rig.command("AT+CGATT?"), told("+CGATT: 0"));
    EXPECT_EQ(rig.command("AT+CSQ"), told("+CSQ: 99,99"));
    EXPECT_THAT(rig.command("AT+MIPSTART=h,1"), EndsWith(framed("CONNECT FAIL")));
    EXPECT_EQ(rig.network.requests.size(), 0U);
  }
  fake::ModuleRig rig{locked()};
};

TEST_F(LockedSim, SaysSoAtPowerOnAndThereIsNoNetwork) {
  rig.command("AT+RESET", milliseconds(0));
  EXPECT_THAT(after(seconds(10)), EndsWith(framed("RDY") + framed("+CPIN: SIM PIN")));
  EXPECT_TRUE(rig.module.booted());
  expect_no_network();
  EXPECT_EQ(rig.command("AT^SYSINFO"), told("^SYSINFO: 0,0,0,0,255,0"));
  EXPECT_THAT(rig.command("AT*I"), HasSubstr("\r\nIMSI: \r\n"));
  EXPECT_EQ(rig.command("AT+CLCK=\"SC\",0,\"1234\""), cme(11));
}

TEST_F(LockedSim, ThePinOpensTheNetworkUntilPowerGoes) {
  EXPECT_THAT(rig.command("AT+CPIN=1234", seconds(1)),
              StartsWith(told("+CPIN: READY") + framed("^MODE: 17,17") + framed("+E_UTRAN Service")));
  rig.go_online();
  EXPECT_EQ(rig.command("AT+MPUB=t,1,0,\"x\""), ok_then("PUBACK"));
  EXPECT_EQ(rig.command("AT+CFUN=0"), ok_then("+CGEV: ME PDN DEACT 1"));
  EXPECT_THAT(rig.command("AT+CFUN=1", seconds(1)), HasSubstr("+CGEV: ME PDN ACT 1"));
  rig.module.power_off();
  rig.module.power_on();
  EXPECT_THAT(after(), EndsWith(framed("+CPIN: SIM PIN")));
}

TEST_F(LockedSim, APinGivenInFlightModeCountsLater) {
  rig.command("AT+CFUN=4");
  EXPECT_EQ(rig.command("AT+CPIN=1234", seconds(5)), told("+CPIN: READY"));
  EXPECT_THAT(rig.command("AT+CFUN=1", seconds(1)), HasSubstr(framed("^MODE: 17,17")));
}

TEST_F(LockedSim, TriesAreTheCardsAndOutliveAReboot) {
  EXPECT_EQ(rig.command("AT+CPIN=0000"), cme(16));
  rig.command("AT+RESET", seconds(1));
  EXPECT_EQ(rig.command("AT+CPIN=0000"), cme(16));
  rig.module.set_sim_inserted(false);
  rig.module.set_sim_inserted(true);
  EXPECT_EQ(rig.command("AT+CPIN=00000"), cme(16));
  EXPECT_THAT(rig.command("AT+RESET", seconds(5)), EndsWith(framed("+CPIN: SIM PUK")));
  expect_no_network();
}

TEST_F(LockedSim, WhatIsNoPinCostsNoTry) {
  for (int round = 0; round < 5; ++round) {
    for (const char* pin : {"123", "123456789", "12a4", "\"\"", "\"12 4\""}) {
      EXPECT_EQ(rig.command("AT+CPIN=" + std::string(pin)), cme(50)) << pin;
    }
    EXPECT_EQ(rig.command("AT+CPIN=1234,5678"), cme(3));
  }
  EXPECT_EQ(rig.module.sim().card().pin_tries_left(), 3);
}

TEST_F(LockedSim, ARightPinBringsTheTriesBack) {
  for (int round = 0; round < 3; ++round) {
    EXPECT_EQ(rig.command("AT+CPIN=0000;+CPIN=0000"), cme(16));
    EXPECT_EQ(rig.command("AT+CPIN=1111"), cme(16));
    EXPECT_THAT(rig.command("AT+CPIN=1234", seconds(1)), StartsWith(told("+CPIN: READY")));
    rig.command("AT+RESET", seconds(1));
  }
}

TEST_F(LockedSim, TenWrongPuksAreTheEndOfIt) {
  for (int i = 0; i < 3; ++i) rig.command("AT+CPIN=0000");
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(rig.command("AT+CPIN?"), told("+CPIN: SIM PUK")) << i;
    EXPECT_EQ(rig.command("AT+CPIN=00000000,1234"), cme(16));
  }
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(rig.command("AT+CPIN?"), cme(508));
    EXPECT_EQ(rig.command("AT+CPIN=12345678,1234"), cme(508));
    EXPECT_EQ(rig.command("AT+CIMI"), cme(508));
    EXPECT_THAT(rig.command("AT+ICCID"), StartsWith("\r\n+ICCID: 89"));
    expect_no_network();
    EXPECT_THAT(rig.command("AT+RESET", seconds(5)), EndsWith(framed("RDY")));
  }
}

TEST_F(LockedSim, PulledAndPutBackItAsksAgain) {
  rig.command("AT+CSDT=1");
  rig.command("AT+CPIN=1234", seconds(1));
  rig.go_online();
  rig.module.set_sim_inserted(false);
  EXPECT_THAT(after(), StartsWith("+CPIN: SIM REMOVED 0\r\n" + framed("^MODE: 0,0")));
  EXPECT_EQ(rig.command("AT+CPIN=1234"), cme(10));
  EXPECT_EQ(rig.command("AT+CLCK=\"SC\",2"), cme(10));
  rig.module.set_sim_inserted(true);
  EXPECT_EQ(after(seconds(5)), "+CPIN: SIM PIN 0\r\n");
  EXPECT_EQ(rig.command("AT+MQTTSTATU"), told("+MQTTSTATU :0"));
  EXPECT_THAT(rig.command("AT+CPIN=1234", seconds(1)), HasSubstr("+CGEV: ME PDN ACT 1"));
}

// Wrong PINs of a card that is in use, given to CLCK and CPWD, close it as well.
TEST(Sim, TriesLostWhileOnlineTakeTheNetwork) {
  fake::ModuleRig rig;
  rig.go_online();
  EXPECT_EQ(rig.command("AT+CLCK=\"SC\",1,\"1234\""), ok);
  EXPECT_EQ(rig.command("AT+MQTTSTATU"), told("+MQTTSTATU :1"));
  EXPECT_EQ(rig.command("AT+CLCK=\"SC\",0,\"9999\""), cme(16));
  EXPECT_EQ(rig.command("AT+CPWD=\"SC\",\"9999\",\"1111\""), cme(16));
  EXPECT_THAT(rig.command("AT+CPWD=\"SC\",\"9999\",\"1111\""), StartsWith(cme(16) + framed("^MODE: 0,0")));
  EXPECT_EQ(rig.command("AT+CPIN?"), told("+CPIN: SIM PUK"));
  EXPECT_EQ(rig.command("AT+MQTTSTATU"), told("+MQTTSTATU :0"));
  EXPECT_THAT(rig.command("AT+CPIN=12345678,1111", seconds(1)), HasSubstr("+CGEV: ME PDN ACT 1"));
}

TEST(Sim, TheOtherHolderIsReadFromTheNextStartOn) {
  fake::ModuleRig rig;
  EXPECT_EQ(rig.command("AT+SIMCROSS=1"), told("+SIMCROSS:1"));
  EXPECT_EQ(rig.command("AT+CPIN?"), told("+CPIN: READY"));
  EXPECT_THAT(rig.command("AT+RESET", seconds(5)), EndsWith(framed("RDY")));
  EXPECT_EQ(rig.command("AT+CPIN?"), cme(10));
  EXPECT_THAT(rig.command("AT+ECSIMCFG?"), HasSubstr("\"SimSlot\",1"));
  EXPECT_EQ(rig.command("AT*SIMDETEC=1"), told("*SIMDETEC: 1, SIM"));
  // AT*SIMAUTO=1 goes by the card, from the next start on.
  EXPECT_EQ(rig.command("AT*SIMAUTO=1"), ok);
  EXPECT_THAT(rig.command("AT+RESET", seconds(5)), HasSubstr("+CGEV: ME PDN ACT 1"));
  EXPECT_EQ(rig.command("AT+CPIN?"), told("+CPIN: READY"));
  EXPECT_EQ(rig.command("AT+SIMCROSS?"), told("+SIMCROSS:1"));
}

TEST(Sim, ALockedCardInTheOtherHolderAsksWhenItIsRead) {
  ModelProfile profile = locked();
  profile.quirks.sim_slot = 1;
  fake::ModuleRig rig(profile);
  EXPECT_EQ(rig.command("AT+CPIN?"), cme(10));
  rig.command("AT+CFUN=0;+SIMCROSS=1");
  EXPECT_EQ(rig.command("AT+CFUN=1", seconds(1)), ok_then("+CPIN: SIM PIN"));
  EXPECT_THAT(rig.command("AT+CPIN=1234", seconds(1)), HasSubstr(framed("^MODE: 17,17")));
}

TEST(Sim, ACardMovedInTheHolderThatIsNotReadIsNotTold) {
  ModelProfile profile;
  profile.quirks.sim_slot = 1;
  fake::ModuleRig rig(profile);
  rig.command("AT+CSDT=1");
  rig.module.set_sim_inserted(false);
  rig.module.set_sim_inserted(true);
  rig.advance(seconds(1));
  EXPECT_THAT(rig.take(), Not(HasSubstr("+CPIN")));
}

}  // namespace
}  // namespace air780
