#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "protocol/at/command_table.h"
#include "test/integration/emulator_process.h"
#include "test/integration/temporary_directory.h"

namespace air780 {
namespace {

using testing::HasSubstr;

std::string listing(const std::vector<std::string>& options) {
  std::vector<std::string> arguments = {"commands"};
  arguments.insert(arguments.end(), options.begin(), options.end());
  const Completed printed = run_to_end(emulator_command(arguments));
  EXPECT_EQ(printed.exit_code, 0) << printed.errors;
  return printed.output;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

// The three forms of one table: a line for each command, and its name in it.
TEST(Commands, AreListedOneALine) {
  const std::string text = listing({});
  EXPECT_EQ(count(text, "\n"), all_commands().size());
  for (const Command* command : all_commands()) EXPECT_THAT(text, HasSubstr("AT" + std::string(command->name) + " "));
}

TEST(Commands, AreListedAsJson) {
  const std::string json = listing({"--json"});
  EXPECT_EQ(json.front(), '[');
  EXPECT_THAT(json, testing::EndsWith("}]\n"));
  EXPECT_EQ(count(json, "\"evidence\":"), all_commands().size());
  for (const Command* command : all_commands()) {
    EXPECT_THAT(json, HasSubstr("\"name\":\"AT" + std::string(command->name) + "\""));
  }
}

TEST(Commands, AreListedAsAMarkdownTable) {
  const std::string table = listing({"--markdown"});
  EXPECT_EQ(count(table, "\n| `AT"), all_commands().size());
}

// The page that tells users what the emulator does is generated, and not forgotten.
TEST(Commands, AreThoseOfFidelityMd) {
  if (!std::filesystem::exists(AIR780_FIDELITY)) GTEST_SKIP() << "there is no FIDELITY.md";
  const std::string begin = "<!-- commands -->\n";
  const std::string page = read_file(AIR780_FIDELITY);
  const std::size_t from = page.find(begin);
  const std::size_t to = page.find("<!-- /commands -->");
  ASSERT_TRUE(from != std::string::npos && to != std::string::npos) << "FIDELITY.md has no block of commands";
  EXPECT_EQ(page.substr(from + begin.size(), to - from - begin.size()), listing({"--markdown"}));
}

}  // namespace
}  // namespace air780
