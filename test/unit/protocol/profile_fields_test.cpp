// The fields of a profile: what can be set, and what the module then says of itself.
#include <gmock/gmock.h>

#include "protocol/nearest.h"
#include "test/fake/module_rig.h"
#include "test/unit/protocol/answers.h"

namespace air780 {
namespace {

using testing::HasSubstr;

TEST(Nearest, TheMostAlikeComesFirst) {
  EXPECT_EQ(edit_distance("kitten", "SITTING"), 3u);
  EXPECT_EQ(edit_distance("", "abc"), 3u);
  EXPECT_EQ(edit_distance("abc", "ABC"), 0u);
  EXPECT_EQ(nearest_first("Air780EPX", {"Air201", "Air780E", "Air780EP", "Air780EPA"}),
            "Air780EP, Air780EPA, Air780E, Air201");
}

TEST(ProfileFields, EveryOneRefusesNonsenseAndStaysAsItWas) {
  for (const ProfileField& field : profile_fields()) {
    ModelProfile profile;
    const auto complaint = set_profile_field(profile, field.name, "\"");
    ASSERT_TRUE(complaint) << field.name;
    EXPECT_THAT(*complaint, HasSubstr(field.values));
    EXPECT_EQ(profile, ModelProfile()) << field.name;
  }
}

TEST(ProfileFields, AnUnknownOneIsToldWithTheNearestFirst) {
  ModelProfile profile;
  EXPECT_THAT(set_profile_field(profile, "firmwear", "x").value_or(""),
              HasSubstr("'firmwear' is unknown; there are firmware, "));
}

TEST(ProfileFields, WhatTheModuleSaysOfItself) {
  ModelProfile profile;
  const auto set = [&profile](std::string_view name, std::string_view value) {
    EXPECT_EQ(set_profile_field(profile, name, value), std::nullopt) << name;
  };
  set("model", "AirX");
  set("firmware", "FW_1");
  set("manufacturer", "Me");
  set("chip", "EC000");
  set("hardware", "B7");
  set("build-time", "now");
  set("imei", "123456789012345");
  set("imsi", "460001234567890");
  set("iccid", "89860498102200000001");
  set("csq", "7");
  set("operator-numeric", "26201");
  set("operator-long", "Telekom");
  set("operator-short", "TD");
  set("apn", "internet");
  set("supply", "3300");
  set("boot-time", "measured");
  fake::ModuleRig rig(profile);
  EXPECT_EQ(rig.command("ATI"), told("FW_1"));
  EXPECT_EQ(rig.command("AT+VER"), told("FW_1"));
  EXPECT_EQ(rig.command("AT+CGMI"), told("+CGMI: \"Me\""));
  EXPECT_EQ(rig.command("AT+CGMM"), told("+CGMM: \"AirX\""));
  EXPECT_EQ(rig.command("AT+CGMR"), told("+CGMR: \"FW_1\""));
  EXPECT_EQ(rig.command("AT^HVER"), told("^HVER: EC000"));
  EXPECT_EQ(rig.command("AT*I"),
            told("Manufacturer: Me\r\nModel: AirX\r\nRevision: FW_1\r\nHWver: B7\r\nBuildtime: now\r\n"
                 "IMEI: 123456789012345\r\nICCID: 89860498102200000001\r\nIMSI: 460001234567890"));
  EXPECT_EQ(rig.command("AT+CGSN"), told("123456789012345"));
  EXPECT_EQ(rig.command("AT+CIMI"), told("460001234567890"));
  EXPECT_EQ(rig.command("AT+CCID"), told("89860498102200000001"));
  EXPECT_EQ(rig.command("AT+CSQ"), told("+CSQ: 7,0"));
  EXPECT_EQ(rig.command("AT+CBC"), told("+CBC: 3300"));
  EXPECT_EQ(rig.command("AT+COPS?"), told("+COPS: 0,2,\"26201\",7"));
  EXPECT_EQ(rig.command("AT+COPS=3,0;+COPS?"), told("+COPS: 0,0,\"Telekom\",7"));
  EXPECT_EQ(rig.command("AT+COPS=3,1;+COPS?"), told("+COPS: 0,1,\"TD\",7"));
  EXPECT_THAT(rig.command("AT+CGDCONT?"), HasSubstr("+CGDCONT: 1,\"IP\",\"internet\",\""));
  EXPECT_EQ(profile.timing.boot, std::chrono::seconds(7));
}

}  // namespace
}  // namespace air780
