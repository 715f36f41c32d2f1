// RI, DCD, DSR and CTS as the module drives them, DTR and RTS as it hears of them.
#include <gmock/gmock.h>

#include "test/fake/module_rig.h"
#include "test/unit/protocol/answers.h"

namespace air780 {
namespace {

using std::chrono::milliseconds;

class ControlLinesTest : public testing::Test, private EventListener {
 protected:
  ControlLinesTest() { rig_.events.add(*this); }

  // A URC comes, here because the network drops the PDN.
  void network_drops() { rig_.module.network_service().network_deactivates(PacketDomain::default_context); }
  bool rings() const { return rig_.lines.ring; }

  fake::ModuleRig rig_;
  std::string states_;

 private:
  void on_event(const Event& event) override {
    const auto* state = std::get_if<StateChanged>(&event.body);
    if (!state || (state->to != "on" && state->to != "off")) return;
    states_.append(state->what).append(" ").append(state->to).append("; ");
  }
};

TEST_F(ControlLinesTest, CtsAndDsrSayThatTheModuleListens) {
  EXPECT_TRUE(rig_.lines.clear_to_send && rig_.lines.data_set_ready);
  rig_.module.power_off();
  EXPECT_EQ(rig_.lines, ModemLines());
  rig_.module.power_on();
  EXPECT_FALSE(rig_.lines.clear_to_send);
  rig_.advance(milliseconds(320));
  EXPECT_TRUE(rig_.lines.clear_to_send && rig_.lines.data_set_ready);
}

TEST_F(ControlLinesTest, DcdIsAlwaysOnWithAmpersandC0) {
  EXPECT_FALSE(rig_.lines.carrier);
  rig_.command("AT&C0");
  EXPECT_TRUE(rig_.lines.carrier);
  rig_.command("AT&C1");
  EXPECT_FALSE(rig_.lines.carrier);
  EXPECT_EQ(states_, "dcd on; dcd off; ");
}

TEST_F(ControlLinesTest, RiIsQuietUnlessAskedFor) {
  network_drops();
  rig_.advance(milliseconds(5));
  EXPECT_FALSE(rings());
  EXPECT_EQ(states_, "");
}

TEST_F(ControlLinesTest, RiPulsesWithAUrc) {
  rig_.command("AT+CFGRI=1");
  network_drops();
  EXPECT_TRUE(rings());
  rig_.advance(milliseconds(119));
  EXPECT_TRUE(rings());
  rig_.advance(milliseconds(1));
  EXPECT_FALSE(rings());
  rig_.advance(milliseconds(1000));
  EXPECT_EQ(states_, "ri on; ri off; ");
}

TEST_F(ControlLinesTest, RiDoesNotPulseWithAReply) {
  rig_.command("AT+CFGRI=1");
  rig_.command("AT+CSQ");
  EXPECT_EQ(states_, "");
}

TEST_F(ControlLinesTest, RiPulsesAsOftenAndAsLongAsAskedFor) {
  rig_.command("AT+CFGRI=1,200,150,3");
  network_drops();
  for (int pulse = 0; pulse < 3; ++pulse) {
    EXPECT_TRUE(rings()) << pulse;
    rig_.advance(milliseconds(150));
    EXPECT_FALSE(rings()) << pulse;
    rig_.advance(milliseconds(200));
  }
  EXPECT_FALSE(rings());
}

TEST_F(ControlLinesTest, TheSettingOutlivesARebootOnlyWhenSaved) {
  rig_.command("AT+CFGRI=1");
  rig_.command("AT+RESET", milliseconds(400));
  EXPECT_EQ(rig_.command("AT+CFGRI?"), told("+CFGRI: 0"));
  rig_.command("AT+CFGRI=1,50,60,2");
  rig_.command("AT+CFGRISAVE=1");
  EXPECT_EQ(rig_.command("AT+CFGRISAVE?"), told("+CFGRISAVE:1"));
  rig_.command("AT+RESET", milliseconds(1000));
  EXPECT_EQ(rig_.command("AT+CFGRI?"), told("+CFGRI: 1"));
  network_drops();
  EXPECT_TRUE(rings());
  rig_.advance(milliseconds(60));
  EXPECT_FALSE(rings());
  rig_.command("AT+RSTSET", milliseconds(1000));
  EXPECT_EQ(rig_.command("AT+CFGRI?"), told("+CFGRI: 0"));
}

// Manual, WAKEUPHEX.
TEST_F(ControlLinesTest, RiAwaitsTheTextItIsToldTo) {
  rig_.command("AT+CFGRI=1");
  rig_.command("AT^WAKEUPHEX=\"4E57205044\"");
  rig_.module.say("+MSUB: 0");
  rig_.advance(milliseconds(5));
  EXPECT_FALSE(rings());
  network_drops();
  EXPECT_TRUE(rings());
  rig_.advance(milliseconds(200));
  rig_.command("AT^WAKEUPHEX=\"  \"");
  rig_.module.say("+MSUB: 0");
  rig_.advance(milliseconds(5));
  EXPECT_TRUE(rings());
}

TEST_F(ControlLinesTest, APowerCycleEndsAPulse) {
  rig_.command("AT+CFGRI=1");
  network_drops();
  rig_.module.power_off();
  EXPECT_FALSE(rings());
}

TEST_F(ControlLinesTest, TheHostsLinesAreTold) {
  rig_.module.set_host_lines({.terminal_ready = true, .request_to_send = true});
  rig_.module.set_host_lines({.terminal_ready = true, .request_to_send = false});
  rig_.module.set_host_lines({});
  EXPECT_EQ(states_, "dtr on; rts on; rts off; dtr off; ");
}

TEST_F(ControlLinesTest, AsleepByAtCsclk1UntilDtrWakesIt) {
  rig_.module.set_host_lines({.terminal_ready = true, .request_to_send = true});
  rig_.command("AT+CSCLK=1", std::chrono::seconds(5));
  EXPECT_EQ(rig_.module.sleep().state(), Sleep::State::awake);
  rig_.module.set_host_lines({});
  rig_.advance(std::chrono::seconds(5));
  EXPECT_EQ(rig_.module.sleep().state(), Sleep::State::asleep);
}

}  // namespace
}  // namespace air780
