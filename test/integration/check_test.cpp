#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "test/integration/emulator_process.h"
#include "test/integration/temporary_directory.h"

namespace air780 {
namespace {

using testing::HasSubstr;

Completed check(const std::vector<std::string>& subjects) {
  std::vector<std::string> arguments = {"check"};
  arguments.insert(arguments.end(), subjects.begin(), subjects.end());
  return run_to_end(emulator_command(arguments));
}

// Right rules: nothing is said, exit code 0. A wrong one: rule, column and what was expected, exit code 2.
TEST(Check, SaysWhatIsWrongWithARule) {
  const Completed right = check({"now: closed", "on AT+MPUB #3: pdn-deact"});
  EXPECT_EQ(right.exit_code, 0);
  EXPECT_EQ(right.errors, "");
  const Completed wrong = check({"now: closed", "now: csq 40"});
  EXPECT_EQ(wrong.exit_code, 2);
  EXPECT_EQ(wrong.errors, "now: csq 40: column 10: found \"40\"; expected a number from 0 to 31, or 99\n");
}

TEST(Check, NamesFileLineAndColumn) {
  const TemporaryDirectory directory;
  const std::string file = directory.write(
      "flapping.scenario", "# coverage comes and goes\nevery 30s: no-service 5s\nevery 30s: no-servcie 5s\n");
  const Completed wrong = check({file});
  EXPECT_EQ(wrong.exit_code, 2);
  EXPECT_THAT(wrong.errors, HasSubstr(file + ":3:12: found \"no-servcie\"; expected an action: "));
}

TEST(Check, ListsTheFaults) {
  const Completed listed = run_to_end(emulator_command({"--list-faults"}));
  EXPECT_EQ(listed.exit_code, 0) << listed.errors;
  EXPECT_THAT(listed.output, HasSubstr("pdn-stuck [T]"));
}

}  // namespace
}  // namespace air780
