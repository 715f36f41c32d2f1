// The framing rules, held by every command of the table in every form it can be typed in.
#include "protocol/at/command_table.h"

#include <gmock/gmock.h>

#include <set>

#include "test/fake/module_rig.h"
#include "test/unit/protocol/answers.h"
#include "test/unit/protocol/framing.h"

namespace air780 {
namespace {

TEST(CommandTable, NamesAreUniqueUpperCaseAndFound) {
  std::set<std::string_view> names;
  for (const Command* command : all_commands()) {
    EXPECT_TRUE(names.insert(command->name).second) << command->name;
    EXPECT_EQ(find_command(command->name), command);
    for (const char c : command->name) EXPECT_FALSE(c >= 'a' && c <= 'z') << command->name;
  }
  EXPECT_EQ(find_command("+NOSUCH"), nullptr);
  EXPECT_EQ(find_command(""), nullptr);
}

TEST(CommandTable, TheFourteenMqttCommandsAreThere) {
  for (const char* name : {"+MCONFIG", "+MIPSTART", "+SSLMIPSTART", "+MCONNECT", "+MSUB", "+MUNSUB", "+MPUB", "+MPUBEX",
                           "+MQTTMSGSET", "+MQTTMSGGET", "+MQTTMODE", "+MQTTSTATU", "+MDISCONNECT", "+MIPCLOSE"}) {
    ASSERT_NE(find_command(name), nullptr) << name;
    EXPECT_EQ(find_command(name)->syntax_error, SyntaxError::plain) << name;
  }
}

TEST(CommandTable, EveryRowSaysWhatItIsAndHasAForm) {
  for (const Command* command : all_commands()) {
    EXPECT_FALSE(command->summary.empty()) << command->name;
    EXPECT_FALSE(command->manual.empty()) << command->name;
    EXPECT_TRUE(command->read || command->write || command->execute) << command->name;
    if (command->evidence == Evidence::captured) {
      EXPECT_FALSE(command->source.empty()) << command->name;
    }
    EXPECT_TRUE(command->parameters.empty() || command->variants.empty()) << command->name;
    if (!command->parameters.empty() || !command->variants.empty()) {
      EXPECT_TRUE(command->write) << command->name;
    }
    EXPECT_LE(command->parameters.size(), Arguments::most) << command->name;
    if (command->basic()) {
      EXPECT_TRUE(command->test.empty() && !command->execute) << command->name;
    }
  }
}

// A value that each parameter allows.
std::string legal_arguments(const Command& command) {
  std::string written;
  for (const Parameter& parameter : command.parameters) {
    if (!written.empty()) written += ',';
    written += parameter.kind == Parameter::Kind::integer ? std::to_string(parameter.least) : "\"x\"";
  }
  return written;
}

std::vector<std::string> lines_for(const Command& command) {
  const std::string at = "AT" + std::string(command.name);
  if (command.basic()) return {at, at + "0", at + "1", at + "9999", at + "?", at + "=1"};
  return {at,
          at + "?",
          at + "=?",
          at + "=",
          at + "=" + legal_arguments(command),
          at + "=999999",
          at + "=\"",
          at + "=,,,,,,,,,,,,,,,,,,"};
}

class EveryCommand : public testing::TestWithParam<const Command*> {
 protected:
  // Says `line` in a fresh module and checks what comes before time goes on: the echo, then one framed answer.
  void check(const std::string& line, bool is_online) {
    SCOPED_TRACE(line + (is_online ? " online" : " offline"));
    fake::ModuleRig rig;
    if (is_online) rig.go_online();
    rig.send(line + "\r");
    auto writes = rig.take_writes();
    ASSERT_EQ(writes.size(), 1u);
    ASSERT_TRUE(writes[0].starts_with(line + "\r"));
    const std::string answer = writes[0].substr(line.size() + 1);
    // Result codes are off from here on; and an emergency stop says nothing.
    if (line == "ATQ1" || line == "AT+CPOWD=0") {
      EXPECT_EQ(answer, "");
      return;
    }
    if (answer.ends_with("\r\n>")) {
      EXPECT_EQ(answer, "\r\n>");
      rig.send("x\x1a");
      rig.advance(std::chrono::seconds(6));
      EXPECT_THAT(framing::final_results(rig.take_writes().at(0)), testing::SizeIs(1));
    } else {
      expect_answer(answer);
    }
    check_without_echo(line, answer, is_online);
    check_quiet(line, answer, is_online);
  }

 private:
  static void expect_answer(const std::string& answer) {
    EXPECT_EQ(framing::complaint(answer), "");
    const auto finals = framing::final_results(answer);
    ASSERT_EQ(finals.size(), 1u);
    // AT+CIPSTATUS says its state behind OK (C6).
    if (answer.find("STATE: ") == std::string::npos) {
      EXPECT_TRUE(answer.ends_with(framed(finals[0])));
    }
  }
  static void check_without_echo(const std::string& line, const std::string& answer, bool is_online) {
    fake::ModuleRig rig;
    if (is_online) rig.go_online();
    rig.command("ATE0");
    rig.send(line + "\r");
    EXPECT_EQ(rig.take(), answer);
  }
  static void check_quiet(const std::string& line, const std::string& answer, bool is_online) {
    if (line.starts_with("ATQ")) return;
    fake::ModuleRig rig;
    if (is_online) rig.go_online();
    rig.command("ATE0Q1");
    rig.send(line + "\r");
    const std::string quiet = rig.take();
    if (answer == "\r\n>") {
      EXPECT_EQ(quiet, answer);
      return;
    }
    // AT&F and ATZ bring result codes back with the other settings.
    if (!rig.module.settings().results.quiet) return;
    for (const std::string& final : framing::final_results(quiet))
      EXPECT_THAT(final, testing::AnyOf("SHUT OK", "NORMAL POWER DOWN"));
    if (!quiet.empty()) {
      EXPECT_EQ(framing::complaint(quiet), "");
    }
  }
};

TEST_P(EveryCommand, IsFramedInEveryForm) {
  for (const std::string& line : lines_for(*GetParam())) {
    check(line, false);
    check(line, true);
  }
}

TEST_P(EveryCommand, AnswersItsTestForm) {
  // Where the state decides the answer, its own test has it.
  if (GetParam()->basic() || GetParam()->tell_range) return;
  fake::ModuleRig rig;
  const std::string expected = GetParam()->test.empty() ? ok : told(GetParam()->test);
  EXPECT_EQ(rig.command("AT" + std::string(GetParam()->name) + "=?"), expected);
}

TEST_P(EveryCommand, IsKnownInLowerCase) {
  std::string line = "at";
  for (const char c : GetParam()->name) line += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  if (!GetParam()->basic()) line += "=?";
  fake::ModuleRig rig;
  EXPECT_NE(rig.command(line), error);
}

TEST_P(EveryCommand, NonsenseIsRefusedWithItsSyntaxError) {
  const Command& command = *GetParam();
  fake::ModuleRig rig;
  const bool is_s = command.name[0] == 'S';
  const std::string nonsense = "AT" + std::string(command.name) + (is_s ? "=999" : command.basic() ? "99" : "=\"");
  EXPECT_EQ(rig.command(nonsense), command.syntax_error == SyntaxError::plain ? error : cme(50));
}

INSTANTIATE_TEST_SUITE_P(Table, EveryCommand, testing::ValuesIn(all_commands()), [](const auto& each) {
  std::string name;
  for (const char c : each.param->name) {
    if (c == '&') {
      name += "And";
    } else if (c == '^') {
      name += "Caret";
    } else if (c == '*') {
      name += "Star";
    } else if (c != '+') {
      name += c;
    } else {
      name += "Plus";
    }
  }
  return name;
});

}  // namespace
}  // namespace air780
