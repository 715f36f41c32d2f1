#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "test/integration/emulator_process.h"
#include "test/integration/mosquitto.h"
#include "test/integration/obliging_module.h"

namespace air780 {
namespace {

using testing::HasSubstr;

// A health check: AT, OK, exit code 0, and not a word.
TEST(Probe, SucceedsWithAModuleThatAnswers) {
  const EmulatorProcess emulator;
  const Completed probe = run_to_end(emulator_command({"probe", emulator.tcp_address()}));
  EXPECT_EQ(probe.exit_code, 0);
  EXPECT_EQ(probe.output + probe.errors, "");
}

TEST(Probe, FailsWhereNobodyListens) {
  const ClosedPort closed;
  const std::string address = "127.0.0.1:" + std::to_string(closed.number);
  const Completed probe = run_to_end(emulator_command({"probe", address}));
  EXPECT_EQ(probe.exit_code, 1);
  EXPECT_THAT(probe.errors, testing::AllOf(HasSubstr(address), HasSubstr("refused")));
}

TEST(Probe, FailsWithAModuleThatIsSilent) {
  const ObligingModule silent("");
  const Completed probe = run_to_end(emulator_command({"probe", silent.address()}));
  EXPECT_EQ(probe.exit_code, 1);
  EXPECT_THAT(probe.errors, HasSubstr("no OK"));
}

TEST(Probe, RefusesWhatIsNoAddress) { EXPECT_EQ(run_to_end(emulator_command({"probe", "localhost"})).exit_code, 2); }

}  // namespace
}  // namespace air780
