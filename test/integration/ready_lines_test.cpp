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
                          MatchesRegex(std::string("broker ") + loopback_port),
                          MatchesRegex(std::string("broker-tls ") + loopback_port),
                          MatchesRegex(std::string("broker-mtls ") + loopback_port),
                          MatchesRegex("certs /.*/air780sim-broker-[A-Za-z0-9]+/"), "ready"));
}

// A directory of the user's is named as it was given, and keeps the certificates.
TEST(ReadyLines, NameTheDirectoryOfTheBroker) {
  const TemporaryDirectory directory;
  const std::string given = directory.file("broker");
  std::string authority;
  for (int run = 0; run < 2; ++run) {
    const EmulatorProcess emulator({"--tcp", "0", "--broker=" + given});
    EXPECT_THAT(emulator.ready_lines(), testing::Contains("certs " + given + "/"));
    if (run == 0) authority = read_file(given + "/ca.crt");
  }
  EXPECT_THAT(authority, testing::StartsWith("-----BEGIN CERTIFICATE-----\n"));
  EXPECT_EQ(read_file(given + "/ca.crt"), authority);
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
  for (const char* const option :
       {"--pty", "--tcp", "--rfc2217", "--connect", "--tty", "--broker", "--route", "--quirk", "--trace"}) {
    EXPECT_THAT(help.output, HasSubstr(option));
  }
}

TEST(Help, IsThereForEachSubcommand) {
  for (const char* const subcommand : {"run", "commands", "verify", "probe", "attach"}) {
    EXPECT_EQ(run_to_end(emulator_command({subcommand, "--help"})).exit_code, 0) << subcommand;
  }
}

}  // namespace
}  // namespace air780
