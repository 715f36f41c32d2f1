#include "protocol/module_clock.h"

#include <gtest/gtest.h>

#include "test/fake/module_rig.h"

namespace air780 {
namespace {

using namespace std::chrono_literals;

TEST(ModuleClock, TellsLocalTimeOfTheNetworksZone) {
  fake::ModuleRig rig;
  // The rig begins at 2026-11-23 08:00:00 UTC; the zone is +8 h.
  EXPECT_EQ(rig.command("AT+CCLK?"), "\r\n+CCLK: \"26/11/23,16:00:00+32\"\r\n\r\nOK\r\n");
}

TEST(ModuleClock, GoesOnFromWhatItWasSetTo) {
  fake::ModuleRig rig;
  EXPECT_EQ(rig.command("AT+CCLK=\"18/08/07,23:59:58-08\""), "\r\nOK\r\n");
  rig.advance(3s);
  EXPECT_EQ(rig.command("AT+CCLK?"), "\r\n+CCLK: \"18/08/08,00:00:01-08\"\r\n\r\nOK\r\n");
}

TEST(ModuleClock, TheNetworkSetsItAgain) {
  fake::ModuleRig rig;
  rig.command("AT+CCLK=\"18/08/07,13:28:29+00\"");
  rig.command("AT+RESET", 1s);
  EXPECT_EQ(rig.command("AT+CCLK?"), "\r\n+CCLK: \"26/11/23,16:00:01+32\"\r\n\r\nOK\r\n");
}

TEST(ModuleClock, WhatIsNoTimeIsRefusedAndChangesNothing) {
  fake::ModuleRig rig;
  for (const char* time : {"18/13/07,13:28:29+32", "18/02/30,13:28:29+32", "18/08/07,24:00:00+32",
                           "18/08/07 13:28:29+32", "18/08/07,13:28:29+49", "18/08/07,13:28:29*32", "18/08/07,13:28:29+",
                           "18/08/07,13:28", "", "18/08/07,13:28:29--2"}) {
    EXPECT_EQ(rig.command("AT+CCLK=\"" + std::string(time) + "\""), "\r\n+CME ERROR: 50\r\n") << time;
  }
  EXPECT_TRUE(rig.command("AT+CCLK?").starts_with("\r\n+CCLK: \"26/11/23,16:00:0"));
}

TEST(ModuleClock, NeedsQuotesRoundTheComma) {
  fake::ModuleRig rig;
  EXPECT_EQ(rig.command("AT+CCLK=18/08/07,13:28:29+32"), "\r\n+CME ERROR: 50\r\n");
}

}  // namespace
}  // namespace air780
