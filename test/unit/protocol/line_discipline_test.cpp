#include "protocol/at/line_discipline.h"

#include <gmock/gmock.h>

namespace air780 {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Fed {
  std::vector<std::string> lines;  // "A/" and "too long" stand for these outcomes
  std::string echo;
};

Fed feed(LineDiscipline& discipline, std::string_view input) {
  Fed fed;
  while (!input.empty()) {
    switch (discipline.feed(input, fed.echo)) {
      case LineDiscipline::Outcome::more:
        break;
      case LineDiscipline::Outcome::line:
        fed.lines.push_back(discipline.line());
        break;
      case LineDiscipline::Outcome::repeat:
        fed.lines.emplace_back("A/");
        break;
      case LineDiscipline::Outcome::too_long:
        fed.lines.emplace_back("too long");
        break;
    }
  }
  return fed;
}

Fed feed(std::string_view input, const LineRules& rules = {}) {
  LineDiscipline discipline(rules);
  return feed(discipline, input);
}

TEST(LineDiscipline, CarriageReturnEndsALineAndIsEchoed) {
  const Fed fed = feed("AT+CSQ\r");
  EXPECT_THAT(fed.lines, ElementsAre("AT+CSQ"));
  EXPECT_EQ(fed.echo, "AT+CSQ\r");
}

TEST(LineDiscipline, TheLineFeedBehindAReturnIsSwallowedAndNotEchoed) {
  const Fed fed = feed("AT\r\nATI\r\n");
  EXPECT_THAT(fed.lines, ElementsAre("AT", "ATI"));
  EXPECT_EQ(fed.echo, "AT\rATI\r");
}

TEST(LineDiscipline, ALoneLineFeedEndsNothing) {
  EXPECT_THAT(feed("AT\n").lines, IsEmpty());
  EXPECT_THAT(feed("AT\n+CSQ\r").lines, ElementsAre("AT\n+CSQ"));
}

TEST(LineDiscipline, OnlyOneLineFeedBelongsToAReturn) {
  EXPECT_THAT(feed("AT\r\n\nATI\r").lines, ElementsAre("AT", "\nATI"));
}

TEST(LineDiscipline, QuirkLfTerminatesEndsLinesAtLineFeedsButNotTwiceAtCrLf) {
  const Fed fed = feed("AT\nATI\r\nAT\r", {.lf_terminates = true, .echo_lf = false});
  EXPECT_THAT(fed.lines, ElementsAre("AT", "ATI", "AT"));
}

TEST(LineDiscipline, QuirkEchoLfEchoesTheSwallowedLineFeed) {
  EXPECT_EQ(feed("AT\r\nAT\r\n", {.lf_terminates = false, .echo_lf = true}).echo, "AT\r\nAT\r\n");
}

TEST(LineDiscipline, BackspaceTakesTheLastCharacterBackAndStopsAtTheBeginning) {
  EXPECT_THAT(feed("\b\bAX\bTI\r").lines, ElementsAre("ATI"));
}

TEST(LineDiscipline, AStrayCtrlZIsDroppedAndNotEchoed) {
  const Fed fed = feed(
      "\x1a"
      "A\x1aT\x1a\r");
  EXPECT_THAT(fed.lines, ElementsAre("AT"));
  EXPECT_EQ(fed.echo, "AT\r");
}

TEST(LineDiscipline, ASlashNeedsNoReturn) {
  EXPECT_THAT(feed("A/").lines, ElementsAre("A/"));
  EXPECT_THAT(feed("a/AT\r").lines, ElementsAre("A/", "AT"));
}

TEST(LineDiscipline, ASlashCountsOnlyAtTheBeginningOfALine) {
  EXPECT_THAT(feed("xA/\r").lines, ElementsAre("xA/"));
  EXPECT_THAT(feed("AT+MSUB=A/b,0\r").lines, ElementsAre("AT+MSUB=A/b,0"));
}

TEST(LineDiscipline, SixteenKibibytesAreALineAndOneByteMoreIsNot) {
  const std::string longest(LineDiscipline::longest_line, 'x');
  EXPECT_THAT(feed(longest + "\rAT\r").lines, ElementsAre(longest, "AT"));
  EXPECT_THAT(feed(longest + "x\rAT\r").lines, ElementsAre("too long", "AT"));
  EXPECT_THAT(feed(longest + longest + longest + "A/AT\rAT\r").lines, ElementsAre("too long", "AT"));
}

TEST(LineDiscipline, EveryByteButItsOwnIsTaken) {
  std::string line;
  for (int byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    if (c != '\r' && c != '\b' && c != '\x1a') line += c;
  }
  EXPECT_THAT(feed(line + "\r").lines, ElementsAre(line));
}

TEST(LineDiscipline, BeforeDataTheLineFeedOfTheReturnIsTakenOnceAndNoOtherByte) {
  LineDiscipline discipline{LineRules{}};
  feed(discipline, "AT\r");
  std::string echo;
  std::string_view input = "\n\nx";
  discipline.swallow_line_feed(input, echo);
  EXPECT_EQ(input, "\nx");
  discipline.swallow_line_feed(input, echo);
  EXPECT_EQ(input, "\nx");
  EXPECT_EQ(echo, "");
}

TEST(LineDiscipline, AfterAResetTheHalfLineIsGone) {
  LineDiscipline discipline{LineRules{}};
  feed(discipline, "AT+CS");
  discipline.reset();
  EXPECT_THAT(feed(discipline, "AT\r").lines, ElementsAre("AT"));
}

}  // namespace
}  // namespace air780
