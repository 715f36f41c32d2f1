#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>

#include "test/integration/emulator_process.h"
#include "test/integration/temporary_directory.h"

namespace air780 {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::MatchesRegex;

constexpr const char* title = "air780sim [0-9]+\\.[0-9]+\\.[0-9]+ Air780EP AirM2M_780EP_V1007_LTE_AT";
constexpr const char* loopback_port = "127\\.0\\.0\\.1:[1-9][0-9]*";

// The emulator prints one line for each thing that it opened, in a fixed order, and `ready` last: scripts read them.
TEST(ReadyLines, NameEverythingThatIsOpen) {
  const TemporaryDirectory directory;
  const std::string link = directory.file("air780ep");
  const EmulatorProcess emulator({"--pty", link, "--tcp", "0", "--broker"});
  EXPECT_THAT(emulator.ready_lines(),
              ElementsAre(MatchesRegex(title), "pty " + link, MatchesRegex(std::string("tcp ") + loopback_port),
                          MatchesRegex(std::string("broker ") + loopback_port), "ready"));
}

// What was not asked for is not there.
TEST(ReadyLines, NameNothingElse) {
  const EmulatorProcess emulator({"run", "--tcp", "127.0.0.1:0"});
  EXPECT_THAT(emulator.ready_lines(),
              ElementsAre(MatchesRegex(title), MatchesRegex(std::string("tcp ") + loopback_port), "ready"));
}

// Everything but those lines goes to stderr.
TEST(ReadyLines, AreAllOfStdout) {
  EmulatorProcess emulator({"--tcp", "0", "--log-level", "debug"});
  emulator.process().signal(SIGTERM);
  EXPECT_EQ(emulator.process().wait_for_end(), 0);
  EXPECT_THAT(emulator.process().output().text(), testing::EndsWith("\nready\n"));
  EXPECT_THAT(emulator.process().errors().text(), HasSubstr("power"));
}

TEST(Help, IsPrintedOnStdoutAndIsNoError) {
  const Completed help = run_to_end(emulator_command({"--help"}));
  EXPECT_EQ(help.exit_code, 0);
  for (const char* const option : {"--pty", "--tcp", "--broker", "--route", "--quirk", "--trace"}) {
    EXPECT_THAT(help.output, HasSubstr(option));
  }
}

TEST(Help, IsThereForEachSubcommand) {
  for (const char* const subcommand : {"run", "commands", "verify", "probe"}) {
    EXPECT_EQ(run_to_end(emulator_command({subcommand, "--help"})).exit_code, 0) << subcommand;
  }
}

}  // namespace
}  // namespace air780
