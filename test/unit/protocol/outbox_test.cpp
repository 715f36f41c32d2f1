#include "protocol/at/outbox.h"

#include <gmock/gmock.h>

#include "test/fake/module_rig.h"
#include "test/unit/protocol/answers.h"

namespace air780 {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::IsEmpty;

struct Writes final : SerialOutput {
  void transmit(std::string_view bytes) override { all.emplace_back(bytes); }
  std::vector<std::string> take() { return std::exchange(all, {}); }
  std::vector<std::string> all;
};

class OutboxAlone : public testing::Test {
 protected:
  fake::VirtualScheduler scheduler;
  EventStream events{scheduler};
  Writes writes;
  Outbox outbox{scheduler, writes, events, milliseconds(2)};
};

TEST_F(OutboxAlone, ALineLeavesAtOnceWhenNothingRuns) {
  outbox.unsolicited("A");
  outbox.unsolicited("B");
  EXPECT_THAT(writes.take(), ElementsAre(framed("A"), framed("B")));
}

TEST_F(OutboxAlone, HeldLinesFollowTheResultAfterTheGapInOrderAndEachInItsOwnWrite) {
  outbox.hold();
  outbox.append("echo");
  outbox.unsolicited("A");
  outbox.unsolicited("B");
  scheduler.advance(milliseconds(100));
  EXPECT_THAT(writes.take(), IsEmpty());
  outbox.append(ok);
  outbox.final_result();
  EXPECT_THAT(writes.take(), ElementsAre("echo" + ok));
  outbox.unsolicited("C");
  scheduler.advance(microseconds(1999));
  EXPECT_THAT(writes.take(), IsEmpty());
  scheduler.advance(microseconds(1));
  EXPECT_THAT(writes.take(), ElementsAre(framed("A"), framed("B"), framed("C")));
}

TEST_F(OutboxAlone, CommandsWithoutAPauseCannotKeepALineBack) {
  outbox.hold();
  outbox.final_result();
  outbox.unsolicited("A");
  for (int i = 0; i < 5; ++i) {
    scheduler.advance(milliseconds(1));
    outbox.hold();
    outbox.append(ok);
    outbox.final_result();
  }
  EXPECT_THAT(writes.take(), ElementsAre(ok, framed("A"), ok, ok, ok, ok));
}

TEST_F(OutboxAlone, NothingWaitsAfterClear) {
  outbox.hold();
  outbox.append("half");
  outbox.unsolicited("A");
  outbox.clear();
  scheduler.advance(milliseconds(100));
  EXPECT_THAT(writes.take(), IsEmpty());
  outbox.unsolicited("B");
  EXPECT_THAT(writes.take(), ElementsAre(framed("B")));
}

TEST_F(OutboxAlone, WhatAListenerMakesTheModuleSayComesBehindTheLineItHeard) {
  struct Listener : EventListener {
    explicit Listener(Outbox& to) : target(to) {}
    void on_event(const Event& event) override {
      const auto* line = std::get_if<UnsolicitedLine>(&event.body);
      if (line && line->text == "A") target.unsolicited("because of A");
    }
    Outbox& target;
  } listener(outbox);
  events.add(listener);
  outbox.hold();
  outbox.unsolicited("A");
  outbox.unsolicited("B");
  outbox.final_result();
  scheduler.advance(milliseconds(2));
  EXPECT_THAT(writes.take(), ElementsAre(framed("A"), framed("B"), framed("because of A")));
  outbox.unsolicited("A");
  EXPECT_THAT(writes.take(), ElementsAre(framed("A"), framed("because of A")));
}

TEST_F(OutboxAlone, WaitingLinesAreBounded) {
  outbox.hold();
  const std::string line(1000, 'x');
  for (int i = 0; i < 1000; ++i) outbox.unsolicited(line);
  outbox.final_result();
  scheduler.advance(milliseconds(2));
  EXPECT_EQ(writes.take().size(), Outbox::most_waiting_bytes / framed(line).size());
  outbox.unsolicited("A");
  EXPECT_THAT(writes.take(), ElementsAre(framed("A")));
}

class Order : public testing::Test {
 protected:
  void SetUp() override {
    rig.go_online();
    rig.command("AT+MSUB=\"#\",0");
    rig.command("ATE0");
  }
  void peer(std::string payload) { rig.mqtt.peer_publish({"t", std::move(payload), 0, false}); }
  static std::string msub(const std::string& payload) {
    return framed("+MSUB: \"t\"," + std::to_string(payload.size()) + " byte," + payload);
  }
  fake::ModuleRig rig;
};

TEST_F(Order, OkIsAloneInItsWriteBeforeEveryAsynchronousLine) {
  rig.send("AT+MPUB=t,2,0,\"x\"\r");
  rig.advance(milliseconds(50));
  EXPECT_THAT(rig.take_writes(), ElementsAre(ok, framed("PUBREC"), framed("PUBCOMP"), msub("x")));
  rig.send("AT+MSUB=u,0\r");
  rig.advance(milliseconds(1));
  EXPECT_THAT(rig.take_writes(), ElementsAre(ok));
  rig.advance(milliseconds(1));
  EXPECT_THAT(rig.take_writes(), ElementsAre(framed("SUBACK")));
}

TEST_F(Order, ABurstKeepsItsOrderOneWriteEach) {
  for (int i = 0; i < 50; ++i) peer(std::to_string(i));
  rig.advance(milliseconds(1));
  const auto writes = rig.take_writes();
  ASSERT_EQ(writes.size(), 50u);
  for (std::size_t i = 0; i < 50; ++i) EXPECT_EQ(writes[i], msub(std::to_string(i)));
}

TEST_F(Order, LinesWaitBehindAPromptUntilItsCommandHasEnded) {
  rig.send("AT+MPUBEX=\"other\",1,0,4\r");
  EXPECT_EQ(rig.take(), "\r\n>");
  peer("one");
  rig.advance(milliseconds(100));
  rig.send("ab");
  peer("two");
  rig.advance(milliseconds(100));
  EXPECT_EQ(rig.take(), "");
  rig.send("cd");
  EXPECT_THAT(rig.take_writes(), ElementsAre(ok));
  rig.advance(milliseconds(100));
  EXPECT_THAT(rig.take_writes(),
              ElementsAre(msub("one"), msub("two"), framed("PUBACK"), framed("+MSUB: \"other\",4 byte,abcd")));
}

TEST_F(Order, ALossBehindAPromptIsToldAfterTheResultItCauses) {
  rig.send("AT+MPUBEX=\"other\",0,0,4\r");
  rig.take();
  rig.network.close_from_peer();
  rig.advance(milliseconds(100));
  EXPECT_EQ(rig.take(), "");
  rig.send("abcd");
  rig.advance(milliseconds(2));
  EXPECT_THAT(rig.take_writes(), ElementsAre(cme(767), framed("CLOSED")));
}

TEST_F(Order, LinesOfTheGapComeAfterIt) {
  rig.send("AT\r");
  peer("one");
  rig.advance(microseconds(500));
  peer("two");
  rig.advance(microseconds(500));
  EXPECT_THAT(rig.take_writes(), ElementsAre(ok));
  rig.advance(milliseconds(1));
  EXPECT_THAT(rig.take_writes(), ElementsAre(msub("one"), msub("two")));
}

// A URC may come while the host is typing, but never into the answer.
TEST_F(Order, AHalfTypedLineHoldsNothingBack) {
  rig.send("AT+CG");
  peer("one");
  rig.advance(milliseconds(3));
  EXPECT_EQ(rig.take(), msub("one"));
  rig.send("ATT?\r");
  EXPECT_EQ(rig.take(), told("+CGATT: 1"));
}

}  // namespace
}  // namespace air780
