// The module as a whole: what a reboot leaves, wherever it comes, and what happens to input that has to wait.
#include "protocol/module.h"

#include <fmt/chrono.h>
#include <gmock/gmock.h>

#include <map>

#include "test/fake/module_rig.h"
#include "test/unit/protocol/answers.h"

namespace air780 {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

struct Moment {
  const char* name;
  void (*reach)(fake::ModuleRig& rig);
};

const Moment moments[] = {
    {"idle", [](fake::ModuleRig&) {}},
    {"half_a_line", [](fake::ModuleRig& rig) { rig.send("AT+MCONF"); }},
    {"behind_a_return", [](fake::ModuleRig& rig) { rig.send("AT\r"); }},
    {"half_an_endless_line", [](fake::ModuleRig& rig) { rig.send(std::string(20'000, 'x')); }},
    {"opening",
     [](fake::ModuleRig& rig) {
       rig.network.silent = true;
       rig.command("AT+MIPSTART=h,1");
     }},
    {"opening_fails_next",
     [](fake::ModuleRig& rig) {
       rig.module.network_service().detach();
       rig.send("AT+MIPSTART=h,1\r");
     }},
    {"link_just_opening", [](fake::ModuleRig& rig) { rig.send("AT+MIPSTART=h,1\r"); }},
    {"link_up", [](fake::ModuleRig& rig) { rig.command("AT+MIPSTART=h,1"); }},
    {"connecting",
     [](fake::ModuleRig& rig) {
       rig.mqtt.connack.reset();
       rig.go_online();
     }},
    {"connack_on_its_way",
     [](fake::ModuleRig& rig) {
       rig.command("AT+MIPSTART=h,1");
       rig.send("AT+MCONNECT=1,60\r");
     }},
    {"online", [](fake::ModuleRig& rig) { rig.go_online(); }},
    {"suback_outstanding",
     [](fake::ModuleRig& rig) {
       rig.go_online();
       rig.mqtt.suback.reset();
       rig.command("AT+MSUB=t,0");
     }},
    {"lines_in_the_gap",
     [](fake::ModuleRig& rig) {
       rig.go_online();
       rig.command("AT+MSUB=t,0");
       rig.send("AT+MPUB=t,2,0,\"x\"\r");
       rig.advance(milliseconds(1));
     }},
    {"cached_messages",
     [](fake::ModuleRig& rig) {
       rig.go_online();
       rig.command("AT+MQTTMSGSET=1;+MQTTMODE=1");
       rig.command("AT+MSUB=t,0");
       for (int i = 0; i < 5; ++i) rig.mqtt.peer_publish({"t", "x", 0, false});
       rig.advance(milliseconds(5));
     }},
    {"prompt",
     [](fake::ModuleRig& rig) {
       rig.go_online();
       rig.send("AT+MPUBEX=t,1,0,100\r");
     }},
    {"half_the_data_and_lines_behind_it",
     [](fake::ModuleRig& rig) {
       rig.go_online();
       rig.command("AT+MSUB=t,0");
       rig.send("AT+MPUBEX=t,1,0\rhalf of i");
       rig.mqtt.peer_publish({"t", "x", 0, false});
       rig.advance(milliseconds(5));
     }},
    {"pdn_lost",
     [](fake::ModuleRig& rig) {
       rig.go_online();
       rig.module.network_service().network_deactivates(1);
     }},
    {"after_mdisconnect",
     [](fake::ModuleRig& rig) {
       rig.go_online();
       rig.command("AT+MDISCONNECT");
     }},
    {"flight_mode", [](fake::ModuleRig& rig) { rig.command("AT+CFUN=4"); }},
    {"searching",
     [](fake::ModuleRig& rig) {
       rig.command("AT+CFUN=4");
       rig.send("AT+CFUN=1\r");
     }},
    {"names_being_looked_up",
     [](fake::ModuleRig& rig) {
       rig.command("AT+CIPMUX=1;+CREG=2");
       rig.command("AT+CSTT=apn;+CIICR;+CIFSR");
       rig.send("AT+CDNSGIP=a;+CDNSGIP=b\r");
     }},
    {"quiet_and_without_echo", [](fake::ModuleRig& rig) { rig.command("ATE0Q1+CMEE=2;+COPS=3,0"); }},
};

// The lines a boot prints behind the boot loader's.
std::string boot_lines(const fake::ModuleRig& rig) {
  return framed("RDY") + framed("^MODE: 17,17") + framed("+E_UTRAN Service") + framed("+CGEV: ME PDN ACT 1") +
         framed(fmt::format("+NITZ: {:%y/%m/%d,%H:%M:%S}+32,0", rig.scheduler.utc()));
}

class Reboot : public testing::TestWithParam<Moment> {
 protected:
  void SetUp() override { GetParam().reach(rig); }
  void expect_boot_and_new_life() {
    rig.network.silent = false;
    rig.mqtt.connack = 0;
    rig.mqtt.suback = 0;
    rig.take();
    const std::size_t published = rig.mqtt.published.size();
    rig.advance(milliseconds(300));
    const std::string said = rig.take();
    ASSERT_TRUE(said.starts_with("^boot.rom")) << said;
    EXPECT_EQ(said.substr(said.find("\\n") + 2), boot_lines(rig));
    rig.advance(seconds(120));
    EXPECT_EQ(rig.take(), "") << "nothing of the old life speaks";
    EXPECT_EQ(rig.mqtt.published.size(), published);
    expect_defaults();
  }
  void expect_defaults() {
    rig.send("AT\r");
    EXPECT_EQ(rig.take(), "AT\r" + ok);
    EXPECT_EQ(rig.network.open_links, 0);
    EXPECT_EQ(rig.command("AT+MQTTSTATU"), told("+MQTTSTATU :0"));
    EXPECT_EQ(rig.command("AT+MIPCLOSE"), cme(767));
    EXPECT_EQ(rig.command("AT+MQTTMSGGET"), ok);
    EXPECT_EQ(rig.command("AT+MQTTMSGSET?;+MQTTMODE?"), framed("+MQTTMSGSET:0") + told("+MQTTMODE: 0"));
    EXPECT_EQ(rig.command("AT+CMEE?;+CREG?;+CFUN?;+CIPMUX?"),
              framed("+CMEE :1") + framed("+CREG: 0,1") + framed("+CFUN: 1") + told("+CIPMUX: 0"));
    EXPECT_EQ(rig.command("AT+COPS?"), told("+COPS: 0,2,\"46000\",7"));
    EXPECT_EQ(rig.command("AT+CIPSTATUS"), ok + framed("STATE: IP INITIAL"));
    EXPECT_EQ(rig.command("AT+MIPSTART=h,1"), ok_then("CONNECT OK"));
    EXPECT_EQ(rig.command("AT+MCONNECT=0,60"), ok_then("CONNACK OK"));
    EXPECT_EQ(rig.mqtt.connects.back().client_id, ModelProfile{}.imei);
    rig.mqtt.peer_publish({"t", "x", 0, false});
    EXPECT_EQ(rig.command("AT"), ok) << "no subscription is left";
  }
  fake::ModuleRig rig;
};

TEST_P(Reboot, ByCuttingPower) {
  rig.module.power_off();
  rig.take();
  rig.send("AT\r");
  rig.advance(seconds(60));
  EXPECT_EQ(rig.take(), "");
  EXPECT_EQ(rig.network.open_links, 0);
  rig.module.power_on();
  expect_boot_and_new_life();
}

TEST_P(Reboot, ByABrownout) {
  rig.module.power_off();
  rig.module.power_on();
  expect_boot_and_new_life();
}

TEST_P(Reboot, ByCommand) {
  rig.module.reboot_after_reply();
  rig.advance({});
  expect_boot_and_new_life();
}

TEST_P(Reboot, ForgetsWhatTheEngineKeptForCleanSessionZero) {
  const int before = rig.mqtt.forgotten;
  rig.module.power_off();
  EXPECT_GT(rig.mqtt.forgotten, before);
}

INSTANTIATE_TEST_SUITE_P(Module, Reboot, testing::ValuesIn(moments), [](const auto& each) { return each.param.name; });

TEST(Module, AMqttSessionDoesNotOutliveTheModule) {
  fake::VirtualScheduler scheduler;
  EventStream events(scheduler);
  fake::MemoryNetwork network(scheduler);
  fake::MemoryMqttClient mqtt(scheduler);
  ModuleFlash flash;
  struct Nowhere final : SerialOutput, ModemLineOutput {
    void transmit(std::string_view) override {}
    void drive(const ModemLines&) override {}
  } nowhere;
  {
    Module module({}, {scheduler, network, mqtt, nowhere, events, flash, nowhere});
    module.power_on();
    scheduler.advance(seconds(1));
    module.receive("AT+MIPSTART=h,1\r");
    scheduler.advance(seconds(1));
    module.receive("AT+MCONNECT=1,60\r");
    scheduler.advance(milliseconds(1));
    module.receive("AT+MSUB=t,0\rAT+RESET\r");
  }
  scheduler.advance(seconds(120));
  EXPECT_EQ(network.open_links, 0);
}

// Each change of a state is an event that begins where the last one ended.
TEST(Module, StateChangesAreAChain) {
  struct Listener : EventListener {
    std::map<std::string, std::string> state;
    int changes = 0;
    void on_event(const Event& event) override {
      const auto* change = std::get_if<StateChanged>(&event.body);
      if (!change) return;
      const std::string what(change->what);
      if (state.contains(what)) {
        EXPECT_EQ(state[what], change->from) << what;
      }
      EXPECT_NE(change->from, change->to);
      state[what] = change->to;
      ++changes;
    }
  } listener;
  fake::ModuleRig rig;
  rig.events.add(listener);
  for (int round = 0; round < 2; ++round) {
    rig.go_online();
    rig.command("AT+CSTT;+CIICR;+CIFSR");
    rig.command("AT+RESET", seconds(1));
  }
  rig.command("AT+CFUN=4", seconds(1));
  EXPECT_EQ(listener.state["mqtt"], "offline");
  EXPECT_EQ(listener.state["scene"], "IP INITIAL");
  EXPECT_EQ(listener.state["registration"], "not registered");
  EXPECT_GT(listener.changes, 20);
}

TEST(Identity, TheUsersSerialNumberOutlivesARebootAndTheReasonOfTheStartIsTold) {
  fake::ModuleRig rig;
  EXPECT_EQ(rig.command("AT*EXINFO?"), told("*EXINFO: 0"));
  EXPECT_EQ(rig.command("AT+WISN=\"SN 0001\""), ok);
  rig.command("AT+RESET", std::chrono::seconds(1));
  EXPECT_EQ(rig.command("AT+WISN?"), told("SN 0001"));
  EXPECT_EQ(rig.command("AT*EXINFO?"), told("*EXINFO: 3"));
  rig.module.power_off();
  rig.module.power_on();
  rig.advance(std::chrono::seconds(1));
  rig.take();
  EXPECT_EQ(rig.command("AT*EXINFO?"), told("*EXINFO: 0"));
}

}  // namespace
}  // namespace air780
