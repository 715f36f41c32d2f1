#include "sim/dialogue/dialogue_runner.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

#include "sim/dialogue/dialogue_parser.h"
#include "test/unit/dialogue/scripted_port.h"

namespace air780 {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr auto not_echoed = ScriptedPort::Typing::not_echoed;

Dialogue dialogue(const std::string& conversation) {
  const auto parsed = parse_dialogue("f.at", "# c\n" + conversation);
  EXPECT_TRUE(parsed.has_value()) << to_string(parsed.error());
  return parsed ? *parsed : Dialogue{};
}

DialogueResult played(const std::string& conversation, DialoguePort& port, std::size_t chunk_size = whole_lines) {
  return play(dialogue(conversation), port, chunk_size);
}

TEST(DialogueRunner, AcceptsTheSameBytes) {
  ScriptedPort port;
  port.answer("AT+CSQ\r", {"\r\n+CSQ: 16,0\r\n\r\nOK\r\n"});
  const auto result = played("> AT+CSQ\n< +CSQ: {int},0\n< OK\n", port);
  EXPECT_EQ(result.verdict, Verdict::same) << result.explanation;
  EXPECT_EQ(result.name, "f");
  EXPECT_EQ(result.explanation, "");
  EXPECT_EQ(result.received, "AT+CSQ\r\r\n+CSQ: 16,0\r\n\r\nOK\r\n");
}

TEST(DialogueRunner, DeliversInChunks) {
  for (const auto& [size, chunks] : std::vector<std::pair<std::size_t, std::vector<std::string>>>{
           {whole_lines, {"AT+CSQ=1\r"}},
           {7, {"AT+CSQ=", "1\r"}},
           {1, {"A", "T", "+", "C", "S", "Q", "=", "1", "\r"}}}) {
    ScriptedPort port;
    port.answer("AT+CSQ=1\r", {"\r\nOK\r\n"});
    const auto result = played("> AT+CSQ=1\n< OK\n", port, size);
    EXPECT_EQ(result.verdict, Verdict::same) << result.explanation;
    EXPECT_EQ(result.received, "AT+CSQ=1\r\r\nOK\r\n");
    EXPECT_EQ(port.sent, chunks);
  }
}

TEST(DialogueRunner, AcceptsAnswersInPieces) {
  ScriptedPort port;
  port.answer("AT\r", {"\r", "\nO", "K\r\n"});
  EXPECT_EQ(played("> AT\n< OK\n", port).verdict, Verdict::same);
}

TEST(DialogueRunner, DoesNotExpectAnEchoAtAPrompt) {
  ScriptedPort port;
  port.answer("AT+MPUBEX=t,0,0,5\r", {"\r\n>"});
  port.answer("hello", {"\r\nOK\r\n"}, not_echoed);
  EXPECT_EQ(played("> AT+MPUBEX=t,0,0,5\n<: \"\\r\\n>\"\n>: \"hello\"\n< OK\n", port, 1).verdict, Verdict::same);
}

TEST(DialogueRunner, ShowsADifferenceReadably) {
  ScriptedPort port;
  port.answer("AT\r", {"\r\nOK\r\n"});
  port.answer("AT+CSQ\r", {"\r\n+CSQ: 16,99\r\n\r\nOK\r\n"});
  const auto result = played("> AT\n< OK\n> AT+CSQ\n< +CSQ: {int},0\n< OK\n", port);
  EXPECT_EQ(result.verdict, Verdict::different);
  EXPECT_EQ(result.explanation,
            "f.at:5: the module says something else\n"
            "  line      < +CSQ: {int},0\n"
            "  expected  \\r\\n+CSQ: {int},0\\r\\n\n"
            "                            ^\n"
            "  received  \\r\\n+CSQ: 16,99\\r\\n\\r\\nOK\\r\\n\n"
            "                         ^\n"
            "  before that:\n"
            "    > AT\\r\n"
            "    < \\r\\nOK\\r\\n\n"
            "    > AT+CSQ\\r\n");
}

TEST(DialogueRunner, KeepsTheLastTwentyLinesOfTheTranscript) {
  ScriptedPort port;
  std::string conversation;
  for (int count = 0; count < 30; ++count) {
    port.answer("AT" + std::to_string(count) + "\r", {"\r\nOK\r\n"});
    conversation += "> AT" + std::to_string(count) + "\n< OK\n";
  }
  const auto result = played(conversation + "> AT\n< OK\n", port);
  EXPECT_THAT(result.explanation, HasSubstr("> AT29\\r"));
  EXPECT_THAT(result.explanation, HasSubstr("> AT21\\r"));
  EXPECT_THAT(result.explanation, testing::Not(HasSubstr("> AT20\\r")));
}

TEST(DialogueRunner, MissesTheEcho) {
  ScriptedPort port;
  port.answer("AT\r", {"\r\nOK\r\n"}, not_echoed);
  const auto result = played("> AT\n< OK\n", port);
  EXPECT_EQ(result.verdict, Verdict::different);
  EXPECT_THAT(result.explanation, HasSubstr("f.at:2: the echo of this line differs"));
}

TEST(DialogueRunner, ReportsBytesThatComeEarly) {
  ScriptedPort port;
  port.answer("AT\r", {"\r\n+CREG: 0\r\n", "\r\nOK\r\n"});
  EXPECT_EQ(played("> AT\n< OK\n", port).verdict, Verdict::different);
}

TEST(DialogueRunner, ReportsBytesAfterTheLastLine) {
  ScriptedPort port;
  port.answer("AT\r", {"\r\nOK\r\n", "\r\nCLOSED\r\n"});
  const auto result = played("> AT\n< OK\n", port);
  EXPECT_EQ(result.verdict, Verdict::different);
  EXPECT_THAT(result.explanation, HasSubstr("bytes after the last line"));
  EXPECT_THAT(result.explanation, HasSubstr("expected  (nothing)"));
  EXPECT_THAT(result.explanation, HasSubstr("\\r\\nCLOSED\\r\\n"));
}

TEST(DialogueRunner, ReportsNoise) {
  ScriptedPort port;
  port.answer("AT\r", {"\r\nOK\r\n", "\r\nCLOSED\r\n"});
  const auto result = played("> AT\n< OK\n@ silence 300ms\n", port);
  EXPECT_EQ(result.verdict, Verdict::different);
  EXPECT_THAT(result.explanation, HasSubstr("f.at:4: bytes where nothing may come"));
}

TEST(DialogueRunner, WaitsForSilenceAsLongAsWritten) {
  ScriptedPort port;
  EXPECT_EQ(played("@ silence 300ms\n", port).verdict, Verdict::same);
  EXPECT_THAT(port.waits, ElementsAre(Duration(300ms), Duration(100ms)));
}

TEST(DialogueRunner, ReportsAnAnswerThatDoesNotCome) {
  ScriptedPort port;
  port.answer("AT\r", {});
  const auto result = played("> AT\n< OK\n", port);
  EXPECT_EQ(result.verdict, Verdict::not_answered);
  EXPECT_THAT(result.explanation, HasSubstr("f.at:3: nothing came"));
  EXPECT_THAT(result.explanation, HasSubstr("received  (nothing)"));
  EXPECT_EQ(port.waits.back(), Duration(9s));
}

TEST(DialogueRunner, ReportsAnAnswerThatStops) {
  ScriptedPort port;
  port.answer("AT\r", {"\r\nO"});
  const auto result = played("> AT\n< OK\n", port);
  EXPECT_EQ(result.verdict, Verdict::different);
  EXPECT_THAT(result.explanation, HasSubstr("stopped in the middle"));
}

TEST(DialogueRunner, AsynchronousUnitsNeedAWriteOfTheirOwn) {
  ScriptedPort joined;
  joined.answer("AT+MSUB\r", {"\r\nOK\r\n\r\nSUBACK\r\n"});
  const auto result = played("> AT+MSUB\n< OK\n~ SUBACK\n", joined);
  EXPECT_EQ(result.verdict, Verdict::different);
  EXPECT_THAT(result.explanation, HasSubstr("f.at:4: an asynchronous unit in the same write as the response before"));

  ScriptedPort apart;
  apart.answer("AT+MSUB\r", {"\r\nOK\r\n", "\r\nSUBACK\r\n\r\n+MSUB: 0\r\n"});
  EXPECT_EQ(played("> AT+MSUB\n< OK\n~ SUBACK\n~ +MSUB: 0\n", apart).verdict, Verdict::same);

  ScriptedPort network;
  network.writes_preserved = false;
  network.answer("AT+MSUB\r", {"\r\nOK\r\n\r\nSUBACK\r\n"});
  EXPECT_EQ(played("> AT+MSUB\n< OK\n~ SUBACK\n", network).verdict, Verdict::same);
}

TEST(DialogueRunner, PeerPublishes) {
  ScriptedPort port;
  EXPECT_EQ(played("@ peer publish \"t\" 1 1 \"p\"\n@ peer close\n", port).verdict, Verdict::same);
  ASSERT_EQ(port.published.size(), 1u);
  EXPECT_EQ(port.published[0].topic, "t");
  EXPECT_TRUE(port.published[0].retain);
}

TEST(DialogueRunner, SkipsWhatThePortCannotDo) {
  ScriptedPort lonely;
  lonely.peer = false;
  const auto publish = played("@ peer publish \"t\" 1 1 \"p\"\n", lonely);
  EXPECT_EQ(publish.verdict, Verdict::skipped);
  EXPECT_THAT(publish.explanation, HasSubstr("another client of the broker"));
  EXPECT_EQ(played("@ peer close\n", lonely).verdict, Verdict::skipped);

  ScriptedPort real;
  real.fresh = false;
  const auto quirk = played("@ quirk msgset-default=1\n> AT\n< OK\n", real);
  EXPECT_EQ(quirk.verdict, Verdict::skipped);
  EXPECT_THAT(quirk.explanation, HasSubstr("quirk msgset-default=1"));
  EXPECT_TRUE(real.sent.empty());
}

TEST(DialogueRunner, StartsAFreshModuleWithItsQuirks) {
  ScriptedPort port;
  port.answer("AT\r", {"\r\nOK\r\n"});
  EXPECT_EQ(played("@ quirk msgset-default=1\n> AT\n< OK\n", port).verdict, Verdict::same);
  ASSERT_EQ(port.powered_with.size(), 1u);
  EXPECT_EQ(port.powered_with[0].name, "msgset-default");
}

TEST(DialogueRunner, BringsAUsedModuleIntoItsUsualSettings) {
  ScriptedPort port;
  port.fresh = false;
  port.answer("ATE1\r", {"\r\nOK\r\n"}, not_echoed);
  for (const char* line : {"AT+CMEE=1\r", "AT+MIPCLOSE\r", "AT+CIPSHUT\r", "AT+MQTTMODE=0\r", "AT+MQTTMSGSET=0\r"}) {
    port.answer(line, {"\r\n+CME ERROR: 767\r\n"});
  }
  port.answer("AT+MQTTMSGGET\r", {"\r\n+MSUB: \"t\",1 byte,x\r\n\r\nOK\r\n", "\r\nCLOSED\r\n"});
  port.answer("AT\r", {"\r\nOK\r\n"});
  const auto result = played("> AT\n< OK\n", port);
  EXPECT_EQ(result.verdict, Verdict::same) << result.explanation;
  EXPECT_EQ(result.received, "AT\r\r\nOK\r\n");
}

TEST(DialogueRunner, ReportsAPortWhereNobodyAnswers) {
  ScriptedPort port;
  port.fresh = false;
  const auto result = played("> AT\n< OK\n", port);
  EXPECT_EQ(result.verdict, Verdict::not_answered);
  EXPECT_EQ(result.explanation, "f.at: no answer to ATE1\n");
  EXPECT_THAT(port.sent, ElementsAre("ATE1\r"));
}

TEST(DialogueRunner, SaysWhyALineCarriesNothing) {
  ScriptedPort port;
  port.broken = "the device is gone";
  const auto result = played("> AT\n< OK\n", port);
  EXPECT_EQ(result.verdict, Verdict::not_answered);
  EXPECT_EQ(result.explanation, "f.at:2: the line has failed: the device is gone\n");
}

}  // namespace
}  // namespace air780
