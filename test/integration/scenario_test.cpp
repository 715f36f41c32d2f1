// Scenarios in the real program, with drivers as programs of their own on its TCP line: verdict, reports, exit code.
#include <gmock/gmock.h>

#include <csignal>

#include "test/integration/child_process.h"
#include "test/integration/emulator_process.h"
#include "test/integration/temporary_directory.h"

namespace air780 {
namespace {

using testing::HasSubstr;
using testing::Not;

// The link goes as soon as the session is up; it is over when the driver has recovered or has given up.
constexpr std::string_view loss =
    "# The broker closes the link at once.\n"
    "on \"CONNACK OK\" #1: closed\n"
    "expect AT+MIPSTART within 5s of CLOSED\n"
    "expect order AT+MIPCLOSE, AT+MCONFIG, AT+MIPSTART, AT+MCONNECT\n"
    "expect count AT+RESET = 0\n"
    "end when \"SUBACK\" #1\n"
    "end when AT+RESET\n"
    "end after 60s\n";

class ScenarioProgram : public testing::Test {
 protected:
  std::string write_scenario(std::string_view text) const {
    return directory_.write("loss.scenario", std::string(text));
  }
  std::string read(const std::string& name) const { return read_file(directory_.file(name)); }
  // What the program printed when a driver of this kind was through with it.
  int play(const char* kind, std::string& printed) const {
    EmulatorProcess emulator({"--tcp", "0", "--broker", "--seed", "5", "--scenario", write_scenario(loss), "--report",
                              directory_.file("report.xml"), "--report", directory_.file("report.json")});
    const ChildProcess driver({AIR780_HOST_PROGRAM, kind, emulator.tcp_address()});
    const int exit_code = emulator.process().wait_for_end();
    emulator.process().output().wait_for_end();
    printed = emulator.process().output().text();
    return exit_code;
  }

  TemporaryDirectory directory_;
};

TEST_F(ScenarioProgram, TheGuidesDriverIsFoundGood) {
  std::string printed;
  EXPECT_EQ(play("guide", printed), 0) << printed;
  EXPECT_THAT(printed, HasSubstr("ready\nscenario loss: all 3 expectations met\nok      expect AT+MIPSTART"));
  EXPECT_THAT(printed, HasSubstr("recovery: 1 of 1 faults"));
  EXPECT_THAT(read("report.xml"), HasSubstr("<testsuite name=\"loss\" tests=\"3\" failures=\"0\""));
  EXPECT_THAT(read("report.json"), HasSubstr("\"seed\":5,\"met\":true"));
}

TEST_F(ScenarioProgram, TheCarelessOneIsFoundOut) {
  std::string printed;
  EXPECT_EQ(play("careless", printed), 1) << printed;
  EXPECT_THAT(printed, HasSubstr("MISSED  expect count AT+RESET = 0: one too many"));
  EXPECT_THAT(printed, HasSubstr("MISSED  expect order"));
  EXPECT_THAT(printed, HasSubstr("command AT+RESET\n")) << "the transcript around the miss";
  EXPECT_THAT(read("report.xml"), HasSubstr("<failure message=\"one too many"));
  EXPECT_THAT(read("report.json"), HasSubstr("\"met\":false"));
}

TEST_F(ScenarioProgram, EndedFromOutsideItJudgesWhatItSaw) {
  EmulatorProcess emulator({"--tcp", "0", "--scenario", "tcp-loss-idle"});
  emulator.process().signal(SIGTERM);
  EXPECT_EQ(emulator.process().wait_for_end(), 1);
  emulator.process().output().wait_for_end();
  EXPECT_THAT(emulator.process().output().text(), HasSubstr("(ended from outside; what was still to come"));
}

TEST_F(ScenarioProgram, ErrorsOfUse) {
  const auto complaint = [](const std::vector<std::string>& arguments) {
    const Completed completed = run_to_end(emulator_command(arguments));
    EXPECT_EQ(completed.exit_code, 2);
    EXPECT_THAT(completed.output, Not(HasSubstr("ready")));
    return completed.errors;
  };
  EXPECT_THAT(complaint({"--scenario", "no-such"}), HasSubstr("tcp-loss-idle"));
  const std::string wrong = write_scenario("# x\nend when\n");
  EXPECT_THAT(complaint({"--scenario", wrong}), HasSubstr("loss.scenario:2:9: found the end"));
  EXPECT_THAT(complaint({"--scenario", "tcp-loss-idle", "--report", "report.txt"}), HasSubstr(".xml or .json"));
  EXPECT_THAT(complaint({"--report", "report.xml"}), HasSubstr("without --scenario"));
}

TEST_F(ScenarioProgram, TheLibraryIsListed) {
  const Completed listed = run_to_end(emulator_command({"--list-scenarios"}));
  EXPECT_EQ(listed.exit_code, 0);
  EXPECT_THAT(listed.output, HasSubstr("tcp-loss-idle           TCP loss while idle: "));
}

}  // namespace
}  // namespace air780
