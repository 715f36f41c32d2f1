#include "protocol/at/command_line.h"

#include <gmock/gmock.h>

#include "protocol/at/command_table.h"

namespace air780 {
namespace {

using testing::ElementsAre;

// Every command of a line as NAME, NAME?, NAME=? or NAME=<arguments>; "!" where it stops being one.
std::vector<std::string> commands_of(std::string_view line) {
  std::vector<std::string> found;
  while (!at_end_of_line(line)) {
    const auto call = next_command(line);
    if (!call) {
      found.emplace_back("!");
      break;
    }
    std::string text = call->name;
    if (call->form == CommandForm::test) text += "=?";
    if (call->form == CommandForm::read) text += "?";
    if (call->form == CommandForm::write) text += "=" + std::string(call->arguments);
    found.push_back(text);
  }
  return found;
}

std::string start_of(std::string_view line) {
  const auto found = find_commands(line, [](std::string_view name) { return find_command(name) != nullptr; });
  return found ? std::string(*found) : "nothing";
}

TEST(CommandLine, TheManualsChains) {
  EXPECT_THAT(commands_of("E0&W+CREG=2;&W"), ElementsAre("E=0", "&W=", "+CREG=2", "&W="));
  EXPECT_THAT(commands_of("+CFUN=1;+CIMI;+VER"), ElementsAre("+CFUN=1", "+CIMI", "+VER"));
  EXPECT_THAT(commands_of("+IFC=2,2;&W"), ElementsAre("+IFC=2,2", "&W="));
}

TEST(CommandLine, FormsOfAnExtendedCommand) {
  EXPECT_THAT(commands_of("+cgatt;+CGATT?;+CgAtt=?;+CGATT=1"),
              ElementsAre("+CGATT", "+CGATT?", "+CGATT=?", "+CGATT=1"));
  EXPECT_THAT(commands_of("^HVER;*I;*BANDIND=?"), ElementsAre("^HVER", "*I", "*BANDIND=?"));
}

TEST(CommandLine, AnEmptyValueIsAWrite) { EXPECT_THAT(commands_of("+CMEE="), ElementsAre("+CMEE=")); }

TEST(CommandLine, ASemicolonInQuotesDoesNotSplit) {
  EXPECT_THAT(commands_of("+MPUB=\"t\",0,0,\"a;+CSQ\";+CSQ"), ElementsAre("+MPUB=\"t\",0,0,\"a;+CSQ\"", "+CSQ"));
}

TEST(CommandLine, AQuestionMarkInQuotesIsNoTestForm) {
  EXPECT_THAT(commands_of("+CSTT=\"?\""), ElementsAre("+CSTT=\"?\""));
}

TEST(CommandLine, BlanksAndEmptyCommandsArePassedOver) {
  EXPECT_THAT(commands_of(" +CSQ ; ; +CGATT? ;"), ElementsAre("+CSQ", "+CGATT?"));
  EXPECT_THAT(commands_of(";;"), ElementsAre());
}

TEST(CommandLine, SParameters) { EXPECT_THAT(commands_of("S3?S4=10S5"), ElementsAre("S3?", "S4=10", "S5")); }

TEST(CommandLine, WhatIsNoCommandStopsTheLine) {
  EXPECT_THAT(commands_of("+CSQ;+"), ElementsAre("+CSQ", "!"));
  EXPECT_THAT(commands_of("+CSQ+CGATT?"), ElementsAre("!"));
  EXPECT_THAT(commands_of("+CSQ?x"), ElementsAre("!"));
  EXPECT_THAT(commands_of("1"), ElementsAre("!"));
  EXPECT_THAT(commands_of("&"), ElementsAre("!"));
}

TEST(CommandLine, ABasicCommandTakesNoEqualsAndNoQuestionMark) {
  EXPECT_THAT(commands_of("E?"), ElementsAre("!"));
  EXPECT_THAT(commands_of("E0=1"), ElementsAre("!"));
  EXPECT_THAT(commands_of("&W?"), ElementsAre("!"));
}

TEST(CommandLine, ACallPointsAtItsOwnText) {
  std::string_view rest = "E0 ;+CSQ ;I";
  EXPECT_EQ(next_command(rest)->text, "E0");
  EXPECT_EQ(next_command(rest)->text, "+CSQ");
  EXPECT_EQ(next_command(rest)->text, "I");
}

TEST(CommandLine, ALineBeginsBehindAt) {
  EXPECT_EQ(start_of("AT+CSQ"), "+CSQ");
  EXPECT_EQ(start_of("at+csq"), "+csq");
  EXPECT_EQ(start_of("  AT"), "");
}

TEST(CommandLine, WithoutAtThereIsNothing) {
  EXPECT_EQ(start_of(""), "nothing");
  EXPECT_EQ(start_of("+CSQ"), "nothing");
  EXPECT_EQ(start_of("A T"), "nothing");
}

TEST(CommandLine, NoiseBeforeAtIsDropped) {
  EXPECT_EQ(start_of("xyzAT"), "");
  EXPECT_EQ(start_of("\xff\x80~ATE0"), "E0");
  EXPECT_EQ(start_of("AT+CSAT+CGATT?"), "+CGATT?");
  EXPECT_EQ(start_of("ATATE0"), "E0");
  EXPECT_EQ(start_of("atAT+CSQ"), "+CSQ");
}

TEST(CommandLine, AnAtInsideAKnownCommandIsPartOfIt) {
  EXPECT_EQ(start_of("AT+MSUB=AT+CSQ,0"), "+MSUB=AT+CSQ,0");
  EXPECT_EQ(start_of("AT+MPUB=\"t\",0,0,\"AT+RESET\""), "+MPUB=\"t\",0,0,\"AT+RESET\"");
  EXPECT_EQ(start_of("xAT+MPUB=\"t\",0,0,\"AT+RESET\""), "+MPUB=\"t\",0,0,\"AT+RESET\"");
}

// A driver that probes for another maker's command must not be told OK because its name has AT in it.
TEST(CommandLine, AnUnknownCommandWithAtInItStaysUnknown) {
  EXPECT_EQ(start_of("AT+FORMAT"), "+FORMAT");
  EXPECT_EQ(start_of("AT+QISTATE?"), "+QISTATE?");
  EXPECT_EQ(start_of("AT+XDATI=1"), "+XDATI=1");
  EXPECT_EQ(start_of("AT^NATZ"), "^NATZ");
  EXPECT_EQ(start_of("xAT+FORMAT"), "+FORMAT");
  EXPECT_EQ(start_of("xAT+MSUB=FLAT,0"), "+MSUB=FLAT,0");
}

}  // namespace
}  // namespace air780
