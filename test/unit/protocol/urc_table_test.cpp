#include "protocol/at/urc_table.h"

#include <gmock/gmock.h>

#include "test/fake/module_rig.h"
#include "test/unit/protocol/urc_watch.h"

namespace air780 {
namespace {

using std::chrono::milliseconds;
using testing::IsEmpty;
using testing::Not;

TEST(UrcTable, EachRowIsTheOneOfItsOwnLine) {
  for (const UrcDescription& urc : all_urcs()) {
    EXPECT_EQ(find_urc(std::string(urc.beginning) + "1"), &urc) << urc.beginning;
    EXPECT_THAT(std::string(urc.when), Not(IsEmpty())) << urc.beginning;
    EXPECT_THAT(std::string(urc.source), Not(IsEmpty())) << urc.beginning;
  }
}

TEST(UrcTable, WhatTheModuleDoesNotSayIsNotInIt) {
  EXPECT_EQ(find_urc("OK"), nullptr);
  EXPECT_EQ(find_urc("+CGEV: NW MODIFY 1"), nullptr);
  EXPECT_EQ(find_urc(""), nullptr);
}

// What a module says in all of its life, and the watch that hears it.
struct Life {
  explicit Life(const ModelProfile& profile = {}) : rig(profile, false) {
    rig.events.add(urcs);
    rig.module.power_on();
    rig.advance(std::chrono::seconds(10));
  }
  void say(std::initializer_list<const char*> lines) {
    for (const char* line : lines) rig.command(line, milliseconds(500));
  }
  void move_sim() {
    rig.module.set_sim_inserted(false);
    rig.advance(std::chrono::seconds(2));
    rig.module.set_sim_inserted(true);
    rig.advance(std::chrono::seconds(10));
  }

  UrcWatch urcs;
  fake::ModuleRig rig;
};

void play_session(Life& life) {
  life.say({"AT+CREG=2;+CGREG=2;+CEREG=2;+CSDT=1;*CSQ=1", "AT+MCONFIG=id", "AT+MIPSTART=h,1", "AT+MIPSTART=h,1",
            "AT+MCONNECT=1,60", "AT+MSUB=t,1", "AT+MPUB=t,1,0,\"x\"", "AT+MPUB=t,2,0,\"x\"", "AT+MUNSUB=t"});
  life.rig.mqtt.peer_publish({"t", "x", 0, false});
  life.say({"AT+MSUB=t,1", "AT+MQTTMSGSET=1"});
  life.rig.mqtt.peer_publish({"t", "x", 0, false});
  life.say({"AT+SAPBR=1,1", "AT+CNTP", "AT+CSTT;+CIICR", "AT+CIFSR", "AT+CDNSGIP=h"});
  life.rig.network.close_from_peer();
  life.rig.advance(milliseconds(100));
  life.rig.module.network_service().network_deactivates(1);
  life.rig.advance(milliseconds(100));
  life.say({"AT+CGATT=0;+CGATT=1"});
  life.rig.module.network_service().network_detaches();
  life.move_sim();
  life.say({"AT+COPS=2"});
}

void play_refusals(Life& life) {
  life.rig.network.failure = LinkError::Kind::refused;
  life.say({"AT+MIPSTART=h,1", "AT+CIPMUX=1", "AT+MIPSTART=h,1"});
  life.rig.network.failure.reset();
  life.rig.mqtt.connack = 5;
  life.say({"AT+MCONFIG=id", "AT+MIPSTART=h,1", "AT+MCONNECT=1,60"});
}

// With its PIN asked for, and blocked by three wrong ones.
void play_locked_sim(Life& life) {
  life.say({"AT+CSDT=1"});
  life.move_sim();
  life.say({"AT+CPIN=0000", "AT+CPIN=0000", "AT+CPIN=0000"});
  life.move_sim();
  life.rig.command("AT+RESET", std::chrono::seconds(10));
}

TEST(UrcTable, HasWhatTheModuleSaysAndNothingElse) {
  ModelProfile locked;
  locked.quirks.sim_pin_asked = true;
  Life session;
  Life refusals;
  Life without_pin(locked);
  play_session(session);
  play_refusals(refusals);
  play_locked_sim(without_pin);
  std::set<const UrcDescription*> said;
  for (const Life* life : {&session, &refusals, &without_pin}) {
    EXPECT_THAT(life->urcs.unlisted, IsEmpty());
    said.insert(life->urcs.said.begin(), life->urcs.said.end());
  }
  for (const UrcDescription& urc : all_urcs()) EXPECT_TRUE(said.contains(&urc)) << urc.beginning;
}

}  // namespace
}  // namespace air780
