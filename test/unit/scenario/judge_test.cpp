// Verdicts over hand-made streams of events: what meets an expectation, what misses it, and what is told of it.
#include <gmock/gmock.h>

#include "sim/scenario/judge.h"
#include "test/unit/scenario/stream_of_events.h"

namespace air780 {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

// One expectation, judged.
class Judged {
 public:
  explicit Judged(const std::string& expectation)
      : scenario_(*parse_scenario("x", expectation)), judge_(scenario_, {}), events(judge_) {}

  Judgement judgement() { return judge_.finish(events.scheduler.now(), false).judgements.at(0); }
  bool met() { return judgement().met; }

 private:
  Scenario scenario_;
  Judge judge_;

 public:
  StreamOfEvents events;
};

TEST(Judge, WithinIsMetInTime) {
  Judged judged("expect AT+MIPSTART within 10s of CLOSED");
  judged.events.after(1s).line("CLOSED").after(10s).command("+MIPSTART=\"h\",1").after(60s);
  const Judgement judgement = judged.judgement();
  EXPECT_TRUE(judgement.met);
  EXPECT_THAT(judgement.detail, HasSubstr("10.000 s"));
}

TEST(Judge, WithinIsMissedTooLateAndTellsWhatCameInstead) {
  Judged judged("expect AT+MIPSTART within 10s of CLOSED");
  judged.events.command("+CSQ").after(1s).line("CLOSED").after(2s).command("+CFUN=1,1").after(9s);
  judged.events.command("+MIPSTART=\"h\",1");
  const Judgement judgement = judged.judgement();
  EXPECT_FALSE(judgement.met);
  EXPECT_EQ(judgement.at, 11s);
  EXPECT_THAT(judgement.detail, HasSubstr("CLOSED came at 1.000 s; by 11.000 s the host said AT+CFUN=1,1"));
  EXPECT_THAT(judgement.detail, Not(HasSubstr("CSQ")));
  EXPECT_THAT(judgement.around, Contains(HasSubstr("AT+CFUN=1,1")));
}

TEST(Judge, WithinHoldsForEveryAnchorOrForTheOneNamed) {
  const auto twice_closed = [](const std::string& expectation) {
    Judged judged(expectation);
    judged.events.line("CLOSED").after(1s).command("+MIPSTART").after(1s).line("CLOSED").after(60s).command("");
    return judged.met();
  };
  EXPECT_FALSE(twice_closed("expect AT+MIPSTART within 10s of CLOSED"));
  EXPECT_TRUE(twice_closed("expect AT+MIPSTART within 10s of CLOSED #1"));
  EXPECT_FALSE(twice_closed("expect AT+MIPSTART within 10s of CLOSED #2"));
}

TEST(Judge, AnExpectationNeverPutToTheTestIsMissed) {
  for (const char* text : {"expect AT+MIPSTART within 10s of CLOSED", "expect order AT+A, AT+B",
                           "expect never AT+A within 1s of CLOSED", "expect online within 5s of every fault"}) {
    Judged judged(text);
    judged.events.after(60s).command("+MIPSTART");
    const Judgement judgement = judged.judgement();
    EXPECT_FALSE(judgement.met) << text;
    EXPECT_THAT(judgement.detail, HasSubstr("never came"));
  }
}

TEST(Judge, WhatIsStillToComeAtTheEndIsMissed) {
  Judged judged("expect AT+MIPSTART within 10s of CLOSED");
  judged.events.line("CLOSED").after(3s);
  const Judgement judgement = judged.judgement();
  EXPECT_FALSE(judgement.met);
  EXPECT_THAT(judgement.detail, HasSubstr("the run ended 3.000 s after CLOSED"));
}

TEST(Judge, AStateIsMetByComingBackOrByNeverBeingLeft) {
  const std::string expectation = "expect online within 10s of every fault";
  Judged back(expectation);
  back.events.online().fault("f").offline().after(9s).online();
  EXPECT_TRUE(back.met());
  Judged late(expectation);
  late.events.online().fault("f").offline().after(11s).online();
  EXPECT_FALSE(late.met());
  Judged undisturbed(expectation);
  undisturbed.events.online().fault("f").after(20s).command("");
  EXPECT_THAT(undisturbed.judgement().detail, HasSubstr("undisturbed"));
  Judged lost_later(expectation);
  lost_later.events.online().fault("f").after(5s).offline().after(4s).online();
  EXPECT_TRUE(lost_later.met());
  Judged never_there(expectation);
  never_there.events.fault("f").after(20s).command("");
  EXPECT_FALSE(never_there.met());
}

TEST(Judge, FromTheStartAndFromReady) {
  Judged start("expect message up within 2s of start");
  start.events.after(3s).publish("up");
  EXPECT_FALSE(start.met());
  Judged ready("expect message up within 2s");
  ready.events.after(5s).booted().after(1s).publish("up").after(1min).booted();
  EXPECT_TRUE(ready.met());
}

TEST(Judge, Counts) {
  Judged none("expect count AT+CFUN = 0");
  none.events.after(4s).command("+CFUN=1,1").after(1s).command("+CFUN=1,1");
  const Judgement judgement = none.judgement();
  EXPECT_FALSE(judgement.met);
  EXPECT_EQ(judgement.at, 4s) << "missed at the first one too many";
  Judged several("expect count \"CONNECT OK\" = 1..2");
  several.events.line("CONNECT OK").line("CONNECT OK");
  EXPECT_TRUE(several.met());
  Judged few("expect count PUBLISH> >= 2");
  few.events.publish("a");
  EXPECT_THAT(few.judgement().detail, HasSubstr("only 1"));
}

TEST(Judge, Never) {
  Judged never("expect never AT+RESET");
  never.events.after(2s).command("+RESET");
  EXPECT_EQ(never.judgement().at, 2s);
  Judged soon("expect never AT+MCONNECT within 1s of \"ERROR\"");
  soon.events.line("ERROR").after(1s).command("+MCONNECT=1,60");
  EXPECT_FALSE(soon.met());
  Judged later("expect never AT+MCONNECT within 1s of \"ERROR\"");
  later.events.line("ERROR").after(2s).command("+MCONNECT=1,60");
  EXPECT_TRUE(later.met());
}

class Order : public testing::Test {
 protected:
  static Judgement of(std::initializer_list<const char*> commands) {
    Judged judged("expect order AT+A, AT+B, AT+C after CLOSED");
    judged.events.command("+C").line("CLOSED");
    for (const char* command : commands) judged.events.after(1s).command(command);
    return judged.judgement();
  }
};

TEST_F(Order, OtherThingsMayStandBetweenAndTheFirstMayBeginAnew) {
  EXPECT_TRUE(of({"+A", "+X", "+B", "+C", "+B"}).met);
  EXPECT_TRUE(of({"+A", "+B", "+A", "+B", "+C"}).met);
}

TEST_F(Order, AStepOutOfItsTurnIsMissed) {
  EXPECT_THAT(of({"+B", "+A", "+B", "+C"}).detail, HasSubstr("AT+B where AT+A had its turn"));
  EXPECT_THAT(of({"+A", "+C", "+B", "+C"}).detail, HasSubstr("AT+C where AT+B had its turn"));
}

TEST_F(Order, AnIncompleteOneIsMissed) { EXPECT_THAT(of({"+A", "+B"}).detail, HasSubstr("AT+C was still to come")); }

TEST_F(Order, AnAnchorBeginsItAnew) {
  Judged judged("expect order AT+A, AT+B after CLOSED");
  judged.events.line("CLOSED").command("+A").line("CLOSED").command("+A").command("+B");
  EXPECT_TRUE(judged.met());
}

TEST(Judge, KeepsTheTranscriptOnBothSidesOfAMiss) {
  Judged judged("expect never AT+RESET");
  for (int i = 0; i < 40; ++i) judged.events.after(1ms).command("+BEFORE" + std::to_string(i));
  judged.events.command("+RESET");
  for (int i = 0; i < 40; ++i) judged.events.after(1ms).command("+BEHIND" + std::to_string(i));
  const auto around = judged.judgement().around;
  EXPECT_EQ(around.size(), Judge::lines_before + Judge::lines_behind);
  EXPECT_THAT(around, Contains(HasSubstr("+BEFORE39")));
  EXPECT_THAT(around, Contains(HasSubstr("+RESET")));
  EXPECT_THAT(around, Contains(HasSubstr("+BEHIND5")));
}

TEST(Judge, RecoveryTimesAreFromEachFaultToTheNextConnack) {
  const Scenario scenario = *parse_scenario("x", "end after 1s");
  Judge judge(scenario, {});
  StreamOfEvents events(judge);
  events.online().after(1s).fault("one").offline().after(2s).online();
  events.after(10s).fault("harmless");
  events.after(10s).fault("two").offline().after(1s).fault("while it is down").after(3s).online();
  events.after(10s).fault("three").offline().after(60s);
  const Verdict verdict = judge.finish(events.scheduler.now(), false);
  ASSERT_EQ(verdict.recoveries.size(), 5u);
  EXPECT_EQ(verdict.recoveries[0].time, 2s);
  EXPECT_FALSE(verdict.recoveries[1].disturbed);
  EXPECT_FALSE(verdict.recoveries[1].time);
  EXPECT_EQ(verdict.recoveries[2].time, 4s);
  EXPECT_EQ(verdict.recoveries[3].time, 3s);
  EXPECT_TRUE(verdict.recoveries[4].disturbed);
  EXPECT_FALSE(verdict.recoveries[4].time);
  const auto times = verdict.recovery_times();
  ASSERT_TRUE(times);
  EXPECT_EQ(times->minimum, 2s);
  EXPECT_EQ(times->median, 3s);
  EXPECT_EQ(times->maximum, 4s);
}

}  // namespace
}  // namespace air780
