// What each action does to the module and to the world around it: state first, text second; and that all of it works
// again when the action is over.
#include "sim/fault/fault_injection.h"

#include <gmock/gmock.h>

#include "test/fake/fault_rig.h"
#include "test/unit/protocol/answers.h"

namespace air780 {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

class Over final : public FaultObserver {
 public:
  void fault_over(ActionKind kind) override { kinds.push_back(kind); }
  std::vector<ActionKind> kinds;
};

class Injected : public testing::Test {
 protected:
  Injected() { rig.faults.set_observer(&over); }
  ~Injected() override { rig.faults.set_observer(nullptr); }
  int status() { return rig.module.mqtt().status_number(); }
  void expect_works() {
    rig.command("AT+MIPCLOSE");
    rig.go_online();
    ASSERT_EQ(status(), 1);
    EXPECT_EQ(rig.command("AT+MPUB=t,1,0,\"x\""), ok_then("PUBACK"));
  }
  fake::FaultRig rig;
  Over over;
};

// The guide's first loss: the broker's side sees a FIN.
TEST_F(Injected, ClosedIsClosedOnBothSides) {
  for (int round = 0; round < 2; ++round) {
    rig.go_online();
    rig.begin("closed");
    EXPECT_EQ(rig.after(milliseconds(50)), framed("CLOSED"));
    EXPECT_EQ(rig.network.links_closed_in_order, round + 1);
    EXPECT_EQ(rig.network.open_links, 0);
    EXPECT_EQ(rig.command("AT+MQTTSTATU"), told("+MQTTSTATU :0"));
    EXPECT_EQ(rig.command("AT+MIPCLOSE"), cme(767));
  }
  expect_works();
}

TEST_F(Injected, ResetIsAResetOnTheFarSide) {
  rig.go_online();
  rig.begin("reset");
  EXPECT_EQ(rig.after(milliseconds(50)), framed("CLOSED"));
  EXPECT_EQ(rig.network.links_aborted, 1);
  EXPECT_EQ(status(), 0);
  expect_works();
}

TEST_F(Injected, ClosedWithoutALinkIsNothing) {
  rig.begin("closed");
  rig.begin("reset");
  rig.begin("blackhole");
  EXPECT_EQ(rig.after(seconds(1)), "");
  EXPECT_THAT(over.kinds, ElementsAre(ActionKind::blackhole));
  expect_works();
}

// The guide's second loss: the broker's side is told nothing.
TEST_F(Injected, PdnDeactTakesTheBearer) {
  rig.command("AT+CSTT;+CIICR");
  rig.go_online();
  rig.begin("pdn-deact");
  EXPECT_EQ(rig.after(milliseconds(50)), framed("+CGEV: NW PDN DEACT 1") + framed("+PDP: DEACT"));
  EXPECT_EQ(rig.network.links_vanished, 1);
  EXPECT_EQ(status(), 0);
  EXPECT_EQ(rig.command("AT+CGACT?"), told("+CGACT: 1,0"));
  EXPECT_EQ(rig.command("AT+MIPCLOSE"), ok);
  expect_works();
}

TEST_F(Injected, PdnStuckEndsWithARestart) {
  rig.go_online();
  rig.begin("pdn-stuck");
  EXPECT_EQ(rig.after(milliseconds(50)), framed("+CGEV: NW PDN DEACT 1"));
  EXPECT_THAT(rig.command("AT+MIPSTART=h,1"), HasSubstr("CONNECT FAIL"));
  EXPECT_EQ(rig.command("AT+CGACT=1,1"), cme(3));
  EXPECT_THAT(rig.command("AT+CSTT;+CIICR"), HasSubstr("+CME ERROR: 65535"));
  EXPECT_TRUE(over.kinds.empty());
  rig.command("AT+RESET", seconds(2));
  EXPECT_THAT(over.kinds, ElementsAre(ActionKind::pdn_stuck));
  rig.command("ATE0");
  expect_works();
}

TEST_F(Injected, PdnStuckEndsByItself) {
  rig.begin("pdn-stuck 10s");
  EXPECT_THAT(rig.command("AT+MIPSTART=h,1"), HasSubstr("CONNECT FAIL"));
  rig.end("pdn-stuck 10s");
  expect_works();
}

TEST_F(Injected, DetachAttachesAgain) {
  rig.go_online();
  rig.begin("detach 5s");
  EXPECT_EQ(rig.after(milliseconds(50)), framed("+CGEV: NW DETACH"));
  EXPECT_EQ(rig.command("AT+CGATT?"), told("+CGATT: 0"));
  EXPECT_EQ(status(), 0);
  rig.end("detach 5s");
  EXPECT_EQ(rig.after(milliseconds(50)), framed("+CGEV: ME PDN ACT 1"));
  expect_works();
}

TEST_F(Injected, WithoutServiceTheLinkStaysUp) {
  rig.go_online();
  rig.begin("no-service 5s");
  EXPECT_EQ(rig.after(milliseconds(50)), framed("^MODE: 0,0") + framed("+NO Service"));
  EXPECT_EQ(rig.command("AT+CSQ"), told("+CSQ: 99,99"));
  EXPECT_EQ(rig.command("AT+CREG?"), told("+CREG: 0,2"));
  EXPECT_EQ(status(), 1);
  rig.end("no-service 5s");
  EXPECT_THAT(rig.after(seconds(1)), StartsWith(framed("^MODE: 17,17")));
  EXPECT_EQ(rig.command("AT+CSQ"), told("+CSQ: 25,0"));
  expect_works();
}

TEST_F(Injected, CsqAndSimAndBack) {
  rig.begin("csq 7");
  EXPECT_EQ(rig.command("AT+CSQ"), told("+CSQ: 7,0"));
  rig.end("csq 7");
  EXPECT_EQ(rig.command("AT+CSQ"), told("+CSQ: 25,0"));
  rig.begin("sim-remove");
  rig.after(milliseconds(50));
  EXPECT_EQ(rig.command("AT+CPIN?"), cme(10));
  rig.end("sim-remove");
  rig.after(seconds(1));
  EXPECT_EQ(rig.command("AT+CPIN?"), told("+CPIN: READY"));
  expect_works();
}

TEST_F(Injected, DnsFailsOnceOrForAWhile) {
  rig.begin("dns-fail");
  EXPECT_THAT(rig.command("AT+MIPSTART=192.0.2.1,1"), HasSubstr("CONNECT OK")) << "an address is no name";
  rig.command("AT+MIPCLOSE");
  EXPECT_THAT(rig.command("AT+MIPSTART=h,1"), HasSubstr("CONNECT FAIL"));
  EXPECT_THAT(over.kinds, ElementsAre(ActionKind::dns_fail));
  EXPECT_THAT(rig.command("AT+MIPSTART=h,1"), HasSubstr("CONNECT OK"));
  rig.command("AT+MIPCLOSE");
  rig.begin("dns-fail 1min");
  rig.command("AT+CSTT;+CIICR;+CIFSR");
  for (int time = 0; time < 3; ++time) {
    EXPECT_EQ(rig.command("AT+CDNSGIP=h"), ok_then("+CDNSGIP:0,10"));
    EXPECT_THAT(rig.command("AT+MIPSTART=h,1"), HasSubstr("CONNECT FAIL"));
  }
  rig.end("dns-fail 1min");
  EXPECT_EQ(rig.command("AT+CDNSGIP=h"), ok_then("+CDNSGIP: 1,\"h\",\"203.0.113.7\""));
  expect_works();
}

TEST_F(Injected, UrcIsALineAndNoState) {
  rig.go_online();
  rig.begin("urc \"CLOSED\"");
  EXPECT_EQ(rig.after(milliseconds(50)), framed("CLOSED"));
  EXPECT_EQ(status(), 1);
}

TEST_F(Injected, RebootIsWithoutAWordAndWithoutLeave) {
  rig.go_online();
  rig.begin("reboot");
  EXPECT_THAT(rig.after(seconds(1)), StartsWith("^boot.rom"));
  EXPECT_EQ(rig.network.links_vanished, 1);
  rig.command("ATE0");
  EXPECT_EQ(rig.command("AT*EXINFO?"), told("*EXINFO: 6"));
  EXPECT_EQ(status(), 0);
  expect_works();
}

TEST_F(Injected, PowerOffUntilItsEnd) {
  rig.go_online();
  rig.begin("power-off 5s");
  EXPECT_EQ(rig.command("AT", seconds(5)), "");
  EXPECT_EQ(rig.module.power_step(), PowerStep::off);
  rig.end("power-off 5s");
  EXPECT_THAT(rig.after(seconds(1)), StartsWith("^boot.rom"));
  rig.command("ATE0");
  expect_works();
}

TEST_F(Injected, AHangThatARestartEnds) {
  rig.begin("hang");
  EXPECT_EQ(rig.command("AT", seconds(5)), "");
  rig.begin("reboot");
  EXPECT_THAT(rig.after(seconds(1)), StartsWith("^boot.rom"));
  EXPECT_THAT(over.kinds, ElementsAre(ActionKind::hang));
  rig.begin("hang 5s");
  EXPECT_EQ(rig.command("AT", seconds(5)), "");
  rig.end("hang 5s");
  rig.command("ATE0");
  EXPECT_EQ(rig.command("AT"), ok);
}

TEST_F(Injected, FlashFullAndFlashError) {
  ASSERT_TRUE(rig.module.flash().create("a"));
  rig.begin("flash-full");
  EXPECT_EQ(rig.module.flash().create("b").error(), FlashError::full);
  EXPECT_EQ(rig.module.flash().write("a", "x").error(), FlashError::full);
  EXPECT_EQ(rig.module.flash().free_bytes(), 0U);
  EXPECT_EQ(rig.module.flash().write("none", "x").error(), FlashError::not_found);
  EXPECT_TRUE(rig.module.flash().read("a")->empty());
  rig.end("flash-full");
  EXPECT_TRUE(rig.module.flash().write("a", "x"));
  rig.begin("flash-error");
  EXPECT_EQ(rig.module.flash().remove("a").error(), FlashError::failed);
  EXPECT_THAT(over.kinds, ElementsAre(ActionKind::flash_error));
  EXPECT_EQ(*rig.module.flash().read("a"), "x");
  EXPECT_TRUE(rig.module.flash().remove("a"));
}

// A listener of the events makes faults begin while the module is in the middle of something.
class Trigger final : public EventListener {
 public:
  explicit Trigger(std::function<bool(const EventBody&)> wanted, std::function<void()> then)
      : wanted_(std::move(wanted)), then_(std::move(then)) {}
  void on_event(const Event& event) override {
    if (!wanted_(event.body) || fired) return;
    fired = true;
    then_();
  }
  bool fired = false;

 private:
  const std::function<bool(const EventBody&)> wanted_;
  const std::function<void()> then_;
};

// Every action at every change of state, line, packet and power step of a whole session.
TEST(InjectedAnywhere, NothingBreaks) {
  const std::vector<std::string> actions = {"closed",        "reset",          "blackhole 1s",  "throttle 100B/s 1s",
                                            "delay 10ms 1s", "pdn-deact",      "pdn-stuck 1s",  "detach 1s",
                                            "no-service 1s", "csq 1",          "sim-remove 1s", "dns-fail",
                                            "tls-fail",      "corrupt 50% 1s", "lose 50% 1s",   "chop 1 1s",
                                            "stall 1s",      "urc \"X\"",      "hangup",        "reboot",
                                            "brownout",      "power-off 1s",   "hang 1s",       "flash-full 1s",
                                            "flash-error"};
  for (const std::string& action : actions) {
    for (int moment = 0; moment < 40; ++moment) {
      fake::FaultRig rig;
      int seen = 0;
      Trigger trigger([&](const EventBody& body) { return !std::get_if<Notice>(&body) && seen++ == moment; },
                      [&] { rig.begin(action); });
      rig.events.add(trigger);
      rig.go_online();
      rig.command("AT+MSUB=t,1");
      rig.command("AT+MPUB=t,1,0,\"x\"");
      rig.command("AT+MPUBEX=t,0,0,5");
      rig.send("hello");
      rig.after(seconds(1));
      EXPECT_TRUE(trigger.fired) << action << " " << moment;
      rig.end(action);
      rig.after(seconds(30));
      rig.command("AT+MIPCLOSE", seconds(6));
      rig.command("ATE0");
      EXPECT_EQ(rig.command("AT"), ok) << action << " at event " << moment;
      rig.go_online();
      EXPECT_EQ(rig.module.mqtt().status_number(), 1) << action << " at event " << moment;
      rig.events.remove(trigger);
    }
  }
}

}  // namespace
}  // namespace air780
