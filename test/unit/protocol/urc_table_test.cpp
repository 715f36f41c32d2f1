#include "protocol/at/urc_table.h"

#include <gmock/gmock.h>

#include "test/fake/module_rig.h"

namespace air780 {
namespace {

using std::chrono::milliseconds;
using testing::IsEmpty;
using testing::Not;

TEST(UrcTable, EachRowIsTheOneOfItsOwnLine) {
  for (const UrcDescription& urc : all_urcs()) {
    EXPECT_EQ(find_urc(std::string(urc.beginning) + "1"), &urc) << urc.shown;
    EXPECT_THAT(std::string(urc.when), Not(IsEmpty())) << urc.shown;
    EXPECT_THAT(std::string(urc.source), Not(IsEmpty())) << urc.shown;
  }
}

TEST(UrcTable, WhatTheModuleDoesNotSayIsNotInIt) {
  EXPECT_EQ(find_urc("OK"), nullptr);
  EXPECT_EQ(find_urc("+CGEV: NW MODIFY 1"), nullptr);
  EXPECT_EQ(find_urc(""), nullptr);
}

// Lines that are in no row.
class Unlisted : public EventListener {
 public:
  std::vector<std::string> lines;

 private:
  void on_event(const Event& event) override {
    const auto* line = std::get_if<UnsolicitedLine>(&event.body);
    if (line && !find_urc(line->text)) lines.emplace_back(line->text);
  }
};

// A start, a session with each kind of packet, every loss, and the SIM moved: what the random walk seldom comes to.
TEST(UrcTable, HasWhatASessionAndItsLossesSay) {
  fake::ModuleRig rig({}, false);
  Unlisted unlisted;
  rig.events.add(unlisted);
  rig.module.power_on();
  rig.advance(std::chrono::seconds(10));
  for (const char* line :
       {"AT+CREG=2;+CGREG=2;+CEREG=2;+CSDT=1;*CSQ=1", "AT+MCONFIG=id", "AT+MIPSTART=h,1", "AT+MIPSTART=h,1",
        "AT+MCONNECT=1,60", "AT+MSUB=t,1", "AT+MPUB=t,1,0,\"x\"", "AT+MPUB=t,2,0,\"x\"", "AT+MUNSUB=t",
        "AT+MQTTMSGSET=1", "AT+SAPBR=1,1", "AT+CNTP", "AT+CDNSGIP=h", "AT+CSTT;+CIICR", "AT+CIFSR"}) {
    rig.command(line, milliseconds(500));
  }
  rig.mqtt.peer_publish({"t", "x", 0, false});
  rig.module.network_service().network_deactivates(1);
  rig.advance(milliseconds(100));
  rig.module.set_sim_inserted(false);
  rig.advance(std::chrono::seconds(2));
  rig.module.set_sim_inserted(true);
  rig.advance(std::chrono::seconds(10));
  rig.command("AT+COPS=2", milliseconds(100));
  EXPECT_THAT(unlisted.lines, IsEmpty());
}

}  // namespace
}  // namespace air780
