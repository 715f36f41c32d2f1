#include "sim/dialogue/dialogue_parser.h"

#include <gtest/gtest.h>

#include <chrono>

namespace air780 {
namespace {

using namespace std::chrono_literals;

Dialogue parsed(const std::string& text) {
  auto dialogue = parse_dialogue("folder/name.at", text);
  EXPECT_TRUE(dialogue.has_value()) << to_string(dialogue.error());
  return dialogue ? *dialogue : Dialogue{};
}

std::string complaint(const std::string& text) {
  const auto dialogue = parse_dialogue("f.at", text);
  return dialogue ? "none" : to_string(dialogue.error());
}

template <typename Kind>
const Kind& action(const Dialogue& dialogue, std::size_t index) {
  return std::get<Kind>(dialogue.steps.at(index).action);
}

std::string expected(const Dialogue& dialogue, std::size_t index) {
  return escaped_text(action<Expect>(dialogue, index).pattern);
}

TEST(DialogueParser, ReadsEveryKindOfLine) {
  const Dialogue dialogue = parsed(
      "# What it shows\n\n"
      "@ quirk msgset-default=1\n"
      "> AT+X=\"\\22\"\n"
      "< one\n<+ two\n< OK\n"
      "~ {int}\n~+\n"
      "<: \"\\r\\n>\"\n"
      ">: \"hello\\x1a\"\n"
      "~: \"raw\"\n"
      "@ peer publish \"a b\" 1 0 \"{\\n}\"\n"
      "@ peer close\n"
      "@ silence 200ms\n");
  EXPECT_EQ(dialogue.file, "folder/name.at");
  EXPECT_EQ(dialogue.name, "name");
  ASSERT_EQ(dialogue.quirks.size(), 1u);
  EXPECT_EQ(dialogue.quirks[0].name, "msgset-default");
  EXPECT_EQ(dialogue.quirks[0].value, "1");
  ASSERT_EQ(dialogue.steps.size(), 12u);
  EXPECT_EQ(action<Send>(dialogue, 0).bytes, "AT+X=\"\\22\"\r");
  EXPECT_EQ(expected(dialogue, 1), "\\r\\none\\r\\n");
  EXPECT_EQ(expected(dialogue, 2), "two\\r\\n");
  EXPECT_EQ(expected(dialogue, 3), "\\r\\nOK\\r\\n");
  EXPECT_EQ(expected(dialogue, 4), "\\r\\n{int}\\r\\n");
  EXPECT_EQ(action<Expect>(dialogue, 4).kind, Expect::Kind::asynchronous);
  EXPECT_EQ(expected(dialogue, 5), "\\r\\n");
  EXPECT_EQ(expected(dialogue, 6), "\\r\\n>");
  EXPECT_EQ(action<Send>(dialogue, 7).bytes, "hello\x1a");
  EXPECT_EQ(expected(dialogue, 8), "raw");
  EXPECT_EQ(action<PeerPublish>(dialogue, 9).message.topic, "a b");
  EXPECT_EQ(action<PeerPublish>(dialogue, 9).message.qos, 1);
  EXPECT_EQ(action<PeerPublish>(dialogue, 9).message.payload, "{\n}");
  EXPECT_FALSE(action<PeerPublish>(dialogue, 9).message.retain);
  EXPECT_EQ(action<Silence>(dialogue, 11).time, Duration(200ms));
  EXPECT_EQ(dialogue.steps[11].line.number, 15u);
  EXPECT_EQ(dialogue.steps[11].line.text, "@ silence 200ms");
}

TEST(DialogueParser, KeepsHostLinesVerbatim) {
  const Dialogue dialogue = parsed("# c\n>\n>  AT\\r {int} \r\n");
  EXPECT_EQ(action<Send>(dialogue, 0).bytes, "\r");
  EXPECT_EQ(action<Send>(dialogue, 1).bytes, " AT\\r {int} \r");
}

TEST(DialogueParser, WaitChangesAsynchronousLinesFromThereOn) {
  const Dialogue dialogue = parsed("# c\n> AT\n< OK\n~ A\n@ wait 30s\n< OK\n~ B\n");
  EXPECT_EQ(action<Expect>(dialogue, 1).wait, Duration(9s));
  EXPECT_EQ(action<Expect>(dialogue, 2).wait, Duration(10s));
  EXPECT_EQ(action<Expect>(dialogue, 3).wait, Duration(9s));
  EXPECT_EQ(action<Expect>(dialogue, 4).wait, Duration(30s));
}

TEST(DialogueParser, WantsACommentOnTop) {
  EXPECT_EQ(complaint("\n> AT\n"), "f.at:2:1: found \">\"; allowed: a comment that says what this shows");
  EXPECT_EQ(complaint(""), "f.at:1:1: found the end of the file; allowed: a comment that says what this shows");
  EXPECT_EQ(complaint("# c\n"), "f.at:2:1: found the end of the file; allowed: a line of the conversation");
}

TEST(DialogueParser, NamesTheLineStartsItKnows) {
  EXPECT_EQ(complaint("# c\n> AT\nOK\n"),
            "f.at:3:1: found \"OK\"; allowed: #, \"> \", >:, \"< \", \"<+\", <:, \"~ \", \"~+\", ~:, @");
  EXPECT_EQ(complaint("# c\n>AT\n").substr(0, 23), "f.at:2:1: found \">AT\"; ");
  EXPECT_EQ(complaint("# c\n<OK\n").substr(0, 23), "f.at:2:1: found \"<OK\"; ");
  EXPECT_EQ(complaint("# c\n< \n"), "f.at:2:3: found the end of the line; allowed: the text of the unit");
}

TEST(DialogueParser, NextLinesNeedAUnit) {
  EXPECT_EQ(complaint("# c\n<+ two\n"),
            "f.at:2:1: found \"<+\"; allowed: this only after a line that begins with \"< \"");
  EXPECT_NE(complaint("# c\n~ one\n<+ two\n"), "none");
  EXPECT_NE(complaint("# c\n<: \"one\"\n<+ two\n"), "none");
  EXPECT_EQ(complaint("# c\n< one\n<+two\n"), "f.at:3:3: found \"two\"; allowed: a space");
}

TEST(DialogueParser, QuotedBytesAreChecked) {
  EXPECT_EQ(complaint("# c\n>: AT\n"), "f.at:2:4: found \"AT\"; allowed: bytes in double quotes");
  EXPECT_EQ(complaint("# c\n>: \"AT\n"), "f.at:2:7: found the end of the line; allowed: a closing quote");
  EXPECT_EQ(complaint("# c\n>: \"A\\q\"\n"), "f.at:2:6: found \"\\q\"; allowed: one of \\r \\n \\t \\\\ \\\" \\xHH");
  EXPECT_EQ(complaint("# c\n>: \"A\" B\n"), "f.at:2:8: found \"B\"; allowed: the end of the line");
  EXPECT_EQ(complaint("# c\n<: \"\"\n"), "f.at:2:5: found \"\"\"; allowed: at least one byte");
}

TEST(DialogueParser, DirectivesAreChecked) {
  EXPECT_EQ(complaint("# c\n@ jump\n"), "f.at:2:3: found \"jump\"; allowed: peer, silence, quirk, wait");
  EXPECT_EQ(complaint("# c\n@\n"), "f.at:2:2: found the end of the line; allowed: peer, silence, quirk, wait");
  EXPECT_EQ(complaint("# c\n@ peer leave\n"), "f.at:2:8: found \"leave\"; allowed: publish, close");
  EXPECT_EQ(complaint("# c\n@ peer publish \"t\" 3 0 \"\"\n"), "f.at:2:20: found \"3\"; allowed: a number from 0 to 2");
  EXPECT_EQ(complaint("# c\n@ peer publish \"t\" 0 2 \"\"\n"), "f.at:2:22: found \"2\"; allowed: a number from 0 to 1");
  EXPECT_EQ(complaint("# c\n@ peer close now\n"), "f.at:2:14: found \"now\"; allowed: the end of the line");
  EXPECT_EQ(complaint("# c\n@ silence 200\n"), "f.at:2:11: found \"200\"; allowed: a time such as 200ms or 30s");
  EXPECT_EQ(complaint("# c\n@ wait 99999999s\n"),
            "f.at:2:8: found \"99999999s\"; allowed: a time such as 200ms or 30s");
  EXPECT_EQ(complaint("# c\n@ quirk a\n"),
            "f.at:2:9: found \"a\"; allowed: NAME=VALUE, the name of small letters, digits and -");
}

TEST(DialogueParser, QuirksComeFirst) {
  EXPECT_EQ(complaint("# c\n> AT\n@ quirk a=b\n"),
            "f.at:3:1: found \"@\"; allowed: a quirk only before the first line of the conversation");
}

}  // namespace
}  // namespace air780
