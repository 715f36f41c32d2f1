// The control API of the real program, by its own client.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "test/integration/emulator_process.h"
#include "test/integration/host_line.h"
#include "test/integration/temporary_directory.h"

namespace air780 {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class Control : public testing::Test {
 protected:
  Completed ctl(std::vector<std::string> arguments) const {
    std::vector<std::string> all = {"ctl", "--control", "http://" + emulator_.control_address()};
    all.insert(all.end(), arguments.begin(), arguments.end());
    return run_to_end(emulator_command(all));
  }
  // Its output, when it succeeds.
  std::string told(const std::vector<std::string>& arguments) const {
    const Completed done = ctl(arguments);
    EXPECT_EQ(done.exit_code, 0) << done.errors;
    return done.output;
  }
  void expect_refused(const std::vector<std::string>& arguments, int exit_code, const std::string& part) const {
    const Completed done = ctl(arguments);
    EXPECT_EQ(done.exit_code, exit_code) << done.errors;
    EXPECT_EQ(done.output, "");
    EXPECT_THAT(done.errors, HasSubstr(part));
  }

  TemporaryDirectory directory_;
  EmulatorProcess emulator_{{"--tcp", "0", "--control", "0"}};
};

TEST_F(Control, CtlTellsAndChangesTheModule) {
  HostLine host = HostLine::tcp(emulator_.tcp_port());
  EXPECT_THAT(told({"state"}), HasSubstr(R"("power":"booted")"));
  EXPECT_THAT(told({"clock", "30/01/02,03:04:05+32"}), HasSubstr("30/01/02,03:04"));
  EXPECT_THAT(told({"cache"}), StartsWith("[{\"slot\":0}"));
  EXPECT_THAT(told({"power", "off"}), HasSubstr("\"off\""));
  EXPECT_THAT(told({"pin", "pwrkey", "1200ms"}), HasSubstr("\"pwrkey\""));
  EXPECT_THAT(told({"wait", "power=booted"}), HasSubstr("\"booted\""));
  host.read_until("RDY\r\n");
  host.read_until_quiet();
  host.command("AT+MQTTSTATU", {"+MQTTSTATU :0", "OK"});
  EXPECT_THAT(told({"transcript", "--last", "1000"}), HasSubstr("host    \"AT+MQTTSTATU\\r\""));
  EXPECT_THAT(told({"wait", "AT+MQTTSTATU", "--since", "0"}), HasSubstr("\"AT+MQTTSTATU\""));
  EXPECT_THAT(told({"counters"}), HasSubstr("\"AT+MQTTSTATU\":1"));
}

TEST_F(Control, CtlBreaksAndHealsTheModule) {
  HostLine host = HostLine::tcp(emulator_.tcp_port());
  told({"add", "on AT+CSQ: fail"});
  host.command("AT+CSQ", {"ERROR"});
  EXPECT_THAT(told({"rules"}), HasSubstr(R"("rule":"on AT+CSQ: fail","occurrences":1,"fired":1)"));
  told({"clear"});
  host.command("AT+CSQ", {"+CSQ: 25,0", "OK"});
  told({"inject", "csq 3"});
  host.command("AT+CSQ", {"+CSQ: 3,0", "OK"});
  EXPECT_THAT(told({"state"}), HasSubstr("\"signal\":3"));
  expect_refused({"add", "on AT+CSQ #x: fail"}, 2, "column 11");
  expect_refused({"remove", "99"}, 1, "no rule '99'");
}

TEST_F(Control, CtlCarriesFilesBothWays) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes.push_back(static_cast<char>(i));
  const std::string local = directory_.write("ca.crt", bytes);
  told({"files", "put", local});
  told({"files", "put", local, "certs/my ca.crt"});
  EXPECT_THAT(told({"files", "ls"}), HasSubstr(R"({"name":"certs/my ca.crt","size":256})"));
  EXPECT_EQ(told({"files", "get", "ca.crt"}), bytes);
  const std::string copy = directory_.file("copy");
  told({"files", "get", "certs/my ca.crt", copy});
  EXPECT_EQ(read_file(copy), bytes);
  told({"files", "rm", "ca.crt"});
  expect_refused({"files", "get", "ca.crt"}, 1, "'ca.crt' is not there");
}

TEST_F(Control, CtlPrintsEveryEventUntilTheEmulatorEnds) {
  ChildProcess events(emulator_command({"ctl", "--control", emulator_.control_address(), "events", "--since", "0"}));
  events.output().wait_for_line("\"booted\"");
  HostLine host = HostLine::tcp(emulator_.tcp_port());
  host.command("AT+CSQ", {"+CSQ: 25,0", "OK"});
  events.output().wait_for_line("\"command\",\"text\":\"AT+CSQ\"");
  emulator_.process().signal(SIGTERM);
  EXPECT_EQ(events.wait_for_end(), 0);
}

TEST_F(Control, ExitCodesTellWhatWentWrong) {
  expect_refused({"wait", "mqtt=online", "--timeout", "10ms"}, 1, "in time");
  expect_refused({"wait", "mqtt=onlin"}, 2, "link-up");
  expect_refused({"clock", "tomorrow"}, 2, "24/11/06,09:47:13+32");
  expect_refused({"fly"}, 2, "fly");
  expect_refused({}, 2, "state, counters");
  expect_refused({"files"}, 2, "ls, get, put, rm");
  expect_refused({"files", "fly"}, 2, "fly");
  const Completed nobody = run_to_end(emulator_command({"ctl", "--control", "127.0.0.1:1", "state"}));
  EXPECT_EQ(nobody.exit_code, 2);
  EXPECT_THAT(nobody.errors, testing::AllOf(HasSubstr("127.0.0.1:1"), HasSubstr("--control")));
}

TEST(ControlToken, IsAskedForAndShown) {
  const EmulatorProcess emulator({"--tcp", "0", "--control", "0.0.0.0:0", "--control-token", "s3cret"});
  const std::string port = emulator.control_address().substr(emulator.control_address().rfind(':') + 1);
  EXPECT_EQ(run_to_end(emulator_command({"ctl", "--control", port, "state"})).exit_code, 2);
  const Completed shown =
      run_to_end(emulator_command({"ctl", "--control", port, "--control-token", "s3cret", "state"}));
  EXPECT_EQ(shown.exit_code, 0) << shown.errors;
}

}  // namespace
}  // namespace air780
