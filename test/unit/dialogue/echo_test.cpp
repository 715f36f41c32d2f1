#include "sim/dialogue/echo.h"

#include <gtest/gtest.h>

#include "sim/dialogue/dialogue_parser.h"

namespace air780 {
namespace {

// The steps of a dialogue in one line each: > sent, = echo expected, < anything else expected.
std::vector<std::string> echoed(const std::string& conversation) {
  const auto dialogue = parse_dialogue("f.at", "# c\n" + conversation);
  EXPECT_TRUE(dialogue.has_value()) << to_string(dialogue.error());
  std::vector<std::string> lines;
  for (const Step& step : with_echoes(dialogue->steps)) {
    if (const auto* send = std::get_if<Send>(&step.action)) lines.push_back(">" + send->bytes);
    if (const auto* expect = std::get_if<Expect>(&step.action)) {
      lines.push_back((expect->kind == Expect::Kind::echo ? "=" : "<") + pattern_text(expect->pattern));
    }
  }
  return lines;
}

using Lines = std::vector<std::string>;

TEST(Echo, IsTheLineAndItsCr) {
  EXPECT_EQ(echoed("> AT\n< OK\n"), (Lines{">AT\r", "=AT\r", "<\r\nOK\r\n"}));
  EXPECT_EQ(echoed(">: \"AT\\r\\n\"\n< OK\n"), (Lines{">AT\r\n", "=AT\r", "<\r\nOK\r\n"}));
  EXPECT_EQ(echoed(">: \"AT\\r\"\n< OK\n>: \"\\n\"\n"), (Lines{">AT\r", "=AT\r", "<\r\nOK\r\n", ">\n"}));
}

TEST(Echo, LeavesOutAStrayControlZ) {
  EXPECT_EQ(echoed(">: \"\\x1aAT\\r\"\n< OK\n"), (Lines{">\x1a"
                                                        "AT\r",
                                                        "=AT\r", "<\r\nOK\r\n"}));
}

TEST(Echo, FollowsAte) {
  EXPECT_EQ(
      echoed("> ATE0\n< OK\n> AT\n< OK\n> ATE1\n< OK\n> AT\n"),
      (Lines{">ATE0\r", "=ATE0\r", "<\r\nOK\r\n", ">AT\r", "<\r\nOK\r\n", ">ATE1\r", "<\r\nOK\r\n", ">AT\r", "=AT\r"}));
  EXPECT_EQ(echoed("> ATE0\n< OK\n> ATE\n< OK\n> AT\n").back(), "=AT\r");
}

TEST(Echo, FollowsAteWithinAChain) {
  EXPECT_EQ(echoed("> AT+CSQ;E0\n< OK\n> AT\n").back(), ">AT\r");
  EXPECT_EQ(echoed("> ate0&w+CREG=2\n< OK\n> AT\n").back(), ">AT\r");
  EXPECT_EQ(echoed("> AT+MPUB=\"t\",0,0,\"a;E0\"\n< OK\n> AT\n").back(), "=AT\r");
  EXPECT_EQ(echoed("> AT+CGREG?\n< OK\n> AT\n").back(), "=AT\r");
}

TEST(Echo, StaysWhenTheLineFails) {
  EXPECT_EQ(echoed("> AT+NONE;E0\n< ERROR\n> AT\n").back(), "=AT\r");
  EXPECT_EQ(echoed("> AT+NONE;E0\n< +CME ERROR: {int}\n> AT\n").back(), "=AT\r");
}

TEST(Echo, IsOnAgainAfterABoot) { EXPECT_EQ(echoed("> ATE0\n< OK\n> AT+RESET\n< OK\n~ RDY\n> AT\n").back(), "=AT\r"); }

TEST(Echo, StopsBetweenAPromptAndItsAnswer) {
  EXPECT_EQ(
      echoed("> AT+MPUBEX=t,0,0,4\n<: \"\\r\\n>\"\n>: \"ab\"\n@ silence 1s\n>: \"cd\"\n< OK\n> AT\n"),
      (Lines{">AT+MPUBEX=t,0,0,4\r", "=AT+MPUBEX=t,0,0,4\r", "<\r\n>", ">ab", ">cd", "<\r\nOK\r\n", ">AT\r", "=AT\r"}));
}

TEST(Echo, OfALaterLineComesAfterTheAnswerToTheOneBefore) {
  EXPECT_EQ(echoed(">: \"ATE0\\rAT\\r\"\n< OK\n< OK\n"),
            (Lines{">ATE0\rAT\r", "=ATE0\r", "<\r\nOK\r\n", "<\r\nOK\r\n"}));
  EXPECT_EQ(echoed(">: \"AT+CSQ\\rAT\\r\"\n< +CSQ: 1,0\n< OK\n< OK\n"),
            (Lines{">AT+CSQ\rAT\r", "=AT+CSQ\r", "<\r\n+CSQ: 1,0\r\n", "<\r\nOK\r\n", "=AT\r", "<\r\nOK\r\n"}));
  EXPECT_EQ(echoed(">: \"\\rAT\\r\"\n< OK\n"), (Lines{">\rAT\r", "=\r", "=AT\r", "<\r\nOK\r\n"}));
}

TEST(Echo, OfALineTypedInPiecesComesWithThePieces) {
  EXPECT_EQ(echoed(">: \"ATE\"\n>: \"0\\r\"\n< OK\n> AT\n"),
            (Lines{">ATE", "=ATE", ">0\r", "=0\r", "<\r\nOK\r\n", ">AT\r"}));
  EXPECT_EQ(echoed(">: \"A/\"\n< OK\n"), (Lines{">A/", "=A/", "<\r\nOK\r\n"}));
}

}  // namespace
}  // namespace air780
