#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "protocol/at/command_table.h"
#include "protocol/at/urc_table.h"
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

TEST(Commands, TheLinesThatComeByThemselvesAreListedToo) {
  EXPECT_EQ(count(listing({"--urcs"}), "\n"), all_urcs().size());
  EXPECT_EQ(count(listing({"--urcs", "--json"}), "\"evidence\":"), all_urcs().size());
}

// What FIDELITY.md has between the marks of this name.
std::string generated_block(const std::string& name) {
  const std::string page = read_file(AIR780_FIDELITY);
  const std::string begin = "<!-- " + name + " -->\n";
  const std::size_t from = page.find(begin);
  const std::size_t to = page.find("<!-- /" + name + " -->");
  if (from == std::string::npos || to == std::string::npos) return "no block of " + name;
  return page.substr(from + begin.size(), to - from - begin.size());
}

// The page that tells users what the emulator does is generated, and not forgotten.
TEST(Commands, AreThoseOfFidelityMd) {
  EXPECT_EQ(generated_block("commands"), listing({"--markdown"}));
  EXPECT_EQ(generated_block("urcs"), listing({"--urcs", "--markdown"}));
}

}  // namespace
}  // namespace air780
