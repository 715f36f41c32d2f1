// What somebody outside may do to the course of a command: decide its outcome, act before its result leaves, act
// between two bytes behind a prompt; and what the module does when it is made to forget the command meanwhile.
#include <gmock/gmock.h>

#include <functional>

#include "test/fake/module_rig.h"
#include "test/unit/protocol/answers.h"

namespace air780 {
namespace {

using std::chrono::milliseconds;
using Kind = ForcedOutcome::Kind;

class Meddler final : public Interference {
 public:
  std::optional<ForcedOutcome> command_begins(std::string_view text) override {
    heard.push_back("begins " + std::string(text));
    if (begins) begins();
    return text.starts_with(target) ? outcome : std::nullopt;
  }
  void result_leaves(std::string_view text, std::string_view result) override {
    heard.push_back("leaves " + std::string(text) + " " + std::string(result));
    if (leaves) leaves();
  }
  void data_comes(std::string_view, std::size_t received) override {
    data.push_back(received);
    if (received == mark && at_mark) at_mark();
  }
  std::optional<std::size_t> next_data_mark(std::string_view, std::size_t received) const override {
    return received < mark ? std::optional(mark) : std::nullopt;
  }

  std::string target = "+CSQ";
  std::optional<ForcedOutcome> outcome;
  std::size_t mark = 0;
  std::function<void()> begins;
  std::function<void()> leaves;
  std::function<void()> at_mark;
  std::vector<std::string> heard;
  std::vector<std::size_t> data;
};

class InterferenceTest : public testing::Test {
 protected:
  Meddler meddler;
  fake::ModuleRig rig{{}, true, &meddler};
};

TEST_F(InterferenceTest, HearsEveryCommandOfALineAndItsResult) {
  rig.command("AT+CSQ;+CFUN?");
  EXPECT_THAT(meddler.heard,
              testing::ElementsAre("begins +CSQ", "leaves +CSQ OK", "begins +CFUN?", "leaves +CFUN? OK"));
}

TEST_F(InterferenceTest, AForcedErrorEndsTheLineAndNothingIsCarriedOut) {
  meddler.target = "+CREG";
  meddler.outcome = ForcedOutcome{Kind::error, 0, {}};
  EXPECT_EQ(rig.command("AT+CREG=2;+CFUN=4"), error);
  EXPECT_EQ(rig.module.network_service().registration().mode(Registration::Service::creg), 0);
  EXPECT_EQ(rig.module.functionality(), 1);
}

TEST_F(InterferenceTest, AForcedCodeFollowsCmee) {
  meddler.outcome = ForcedOutcome{Kind::cme, 30, {}};
  EXPECT_EQ(rig.command("AT+CSQ"), cme(30));
  rig.command("AT+CMEE=2");
  EXPECT_EQ(rig.command("AT+CSQ"), framed("+CME ERROR: no network service"));
}

TEST_F(InterferenceTest, AForcedAnswerIsTheFinalResult) {
  meddler.outcome = ForcedOutcome{Kind::answer, 0, "BUSY"};
  EXPECT_EQ(rig.command("AT+CSQ"), framed("BUSY"));
  EXPECT_EQ(rig.command("AT"), ok);
}

TEST_F(InterferenceTest, SilenceAnswersNothingAndTheModuleGoesOn) {
  meddler.target = "+MPUBEX";
  meddler.outcome = ForcedOutcome{Kind::silence, 0, {}};
  EXPECT_EQ(rig.command("AT+MPUBEX=t,0,0,5"), "") << "no prompt either";
  EXPECT_EQ(rig.command("AT"), ok);
}

TEST_F(InterferenceTest, ALineSaidBeforeTheResultComesBetweenTextAndOk) {
  meddler.leaves = [this] { rig.module.say("+NITZ: x"); };
  EXPECT_EQ(rig.command("AT+CFUN?"), framed("+CFUN: 1") + framed("+NITZ: x") + ok);
  meddler.leaves = nullptr;
  rig.module.say("+NITZ: y");
  EXPECT_EQ(rig.take(), framed("+NITZ: y"));
}

TEST_F(InterferenceTest, TheNetworkMayGoBeforeTheResultLeaves) {
  rig.go_online();
  meddler.leaves = [this] { rig.module.network_service().network_deactivates(1); };
  EXPECT_EQ(rig.command("AT+MPUB=t,0,0,\"x\""), ok_then("+CGEV: NW PDN DEACT 1"));
  EXPECT_EQ(rig.module.mqtt().status_number(), 0);
}

TEST_F(InterferenceTest, DataIsCutAtTheMarkHoweverTheHostSends) {
  rig.go_online();
  for (const std::string_view sent : {"hello world", "he|llo wo|rld", "h|e|l|l|o| |w|o|r|l|d"}) {
    meddler.data.clear();
    meddler.mark = 5;
    int published = -1;
    meddler.at_mark = [&] { published = static_cast<int>(rig.mqtt.published.size()); };
    const int before = static_cast<int>(rig.mqtt.published.size());
    rig.command("AT+MPUBEX=t,0,0,11");
    for (std::size_t at = 0; at <= sent.size();) {
      const std::size_t end = std::min(sent.find('|', at), sent.size());
      rig.send(sent.substr(at, end - at));
      at = end + 1;
    }
    rig.advance(milliseconds(50));
    EXPECT_EQ(rig.take(), ok);
    EXPECT_THAT(meddler.data, testing::AllOf(testing::Contains(0), testing::Contains(5), testing::Contains(11)));
    EXPECT_EQ(published, before) << "the mark is before the end";
    EXPECT_EQ(rig.mqtt.published.back().payload, "hello world");
  }
}

// The module restarts in the middle of each part of a command: nothing of the command is said any more, and what the
// host still sends is lost.
TEST_F(InterferenceTest, ACrashInTheMiddleForgetsTheCommand) {
  const auto crash = [this] { rig.module.crash(); };
  rig.command("ATE0");
  for (int moment = 0; moment < 3; ++moment) {
    rig.command("AT");
    meddler.begins = moment == 0 ? std::function<void()>(crash) : nullptr;
    meddler.leaves = moment == 1 ? std::function<void()>(crash) : nullptr;
    if (moment == 2) {
      rig.go_online();
      rig.command("ATE0");
      meddler.mark = 3;
      meddler.at_mark = crash;
      rig.command("AT+MPUBEX=t,0,0,5");
      rig.send("helloAT\r");
    } else {
      rig.send("AT+CSQ;+CFUN?\rAT\r");
    }
    EXPECT_EQ(rig.module.power_step(), PowerStep::on);
    EXPECT_EQ(rig.take().find("OK"), std::string::npos);
    meddler.begins = meddler.leaves = meddler.at_mark = nullptr;
    rig.advance(std::chrono::seconds(1));
    EXPECT_THAT(rig.take(), testing::HasSubstr("RDY"));
    rig.command("ATE0");
    EXPECT_EQ(rig.command("AT"), ok);
  }
  EXPECT_TRUE(rig.mqtt.published.empty());
}

}  // namespace
}  // namespace air780
