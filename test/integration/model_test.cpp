// Which module is played: --model, --profile and --quirk, and what is told of those that are wrong.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "test/integration/emulator_process.h"
#include "test/integration/host_line.h"
#include "test/integration/temporary_directory.h"

namespace air780 {
namespace {

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;

// The program starts, names this module in its first line, and answers so.
void expect_answer(std::vector<std::string> arguments, const std::string& title, const std::string& line,
                   const std::string& answer) {
  arguments.insert(arguments.end(), {"--tcp", "0", "--boot-time", "0"});
  const EmulatorProcess emulator(arguments);
  EXPECT_THAT(emulator.ready_lines().front(), EndsWith(" " + title));
  HostLine host = HostLine::tcp(emulator.tcp_port());
  host.send(line + "\r");
  EXPECT_THAT(host.read_until("OK\r\n"), HasSubstr("\r\n" + answer + "\r\n"));
}

void expect_refused(const std::vector<std::string>& arguments, const testing::Matcher<const std::string&>& message) {
  const Completed refused = run_to_end(emulator_command(arguments));
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_EQ(refused.output, "");
  EXPECT_THAT(refused.errors, message);
}

TEST(Model, IsPlayedAndNamedInTheFirstLine) {
  expect_answer({"--model", "780e@v1161"}, "Air780E AirM2M_780E_V1161_LTE_AT", "AT+CGMR;+IFC?",
                "+CGMR: \"AirM2M_780E_V1161_LTE_AT\"\r\n\r\n+IFC: 0, 0");
}

// Whatever changes one setting wins over the model, also before it.
TEST(Model, OptionsWinOverItInAnyOrder) {
  expect_answer({"--quirk", "ifc-blanks=off", "--imei", "111111111111111", "--model", "Air780E"},
                "Air780E AirM2M_780E_V1169_LTE_AT", "AT+CGSN;+IFC?", "111111111111111\r\n\r\n+IFC: 0,0");
}

TEST(Profile, OfAFile) {
  const TemporaryDirectory directory;
  const std::string file =
      directory.write("mine.profile", "# mine\nbased-on = 780EP@V1010\nmodel = Mine\nquirk csq-ber = 99\n");
  expect_answer({"--csq", "9", "--profile", file}, "Mine AirM2M_780EP_V1010_LTE_AT", "AT+CSQ;+CEREG?",
                "+CSQ: 9,99\r\n\r\n+CGREG: 0,1");
}

TEST(Model, AnUnknownOneIsRefusedWithTheNearestFirst) {
  expect_refused({"--model", "Air780PE"}, AllOf(HasSubstr("--model"), HasSubstr("'Air780PE' is unknown; there are ")));
}

TEST(Profile, WhatIsWrongInItIsToldWithItsPlace) {
  const TemporaryDirectory directory;
  const std::string file = directory.write("bad.profile", "model = X\nquirk csq-bre = 99\nimei = 7\n");
  expect_refused({"--profile", file}, AllOf(HasSubstr(file + ":2:7: quirk 'csq-bre' is unknown; there are csq-ber, "),
                                            HasSubstr(file + ":3:8: '7' is not allowed; 15 digits are")));
  expect_refused({"--profile", "/no/such.profile"}, HasSubstr("/no/such.profile: cannot be read"));
  const std::string good = directory.write("good.profile", "model = X\n");
  expect_refused({"--profile", good, "--model", "Air780E"}, AllOf(HasSubstr("--profile"), HasSubstr("--model")));
}

TEST(Models, AreListed) {
  for (const std::vector<std::string>& arguments : {std::vector<std::string>{"--list-models"}, {"models"}}) {
    const Completed listed = run_to_end(emulator_command(arguments));
    EXPECT_EQ(listed.exit_code, 0);
    EXPECT_THAT(listed.output, AllOf(HasSubstr("Air780EP@V1010"), HasSubstr("AirM2M_720U_V401881_LTE_AT")));
  }
}

// The page that tells users what the models are is generated, and not forgotten.
TEST(Models, AreThoseOfFidelityMd) {
  const std::string begin = "<!-- models -->\n";
  const std::string page = read_file(AIR780_FIDELITY);
  const std::size_t from = page.find(begin);
  const std::size_t to = page.find("<!-- /models -->");
  ASSERT_TRUE(from != std::string::npos && to != std::string::npos) << "FIDELITY.md has no block of models";
  EXPECT_EQ(page.substr(from + begin.size(), to - from - begin.size()),
            run_to_end(emulator_command({"models", "--markdown"})).output);
}

}  // namespace
}  // namespace air780
