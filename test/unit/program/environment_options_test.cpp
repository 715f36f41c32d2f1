// What AIR780SIM_* variables do to the command line of `air780sim run`, and to nothing else.
#include "sim/environment_options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <initializer_list>
#include <utility>

#include "sim/command_line.h"
#include "sim/run_options.h"

namespace air780 {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

// The environment of one test.
class Environment {
 public:
  Environment(std::initializer_list<std::pair<std::string, std::string>> variables) : variables_(variables) {
    for (const auto& [name, value] : variables_) ::setenv(name.c_str(), value.c_str(), 1);
  }
  ~Environment() {
    for (const auto& [name, value] : variables_) ::unsetenv(name.c_str());
  }
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;

 private:
  const std::vector<std::pair<std::string, std::string>> variables_;
};

Options parse(std::vector<std::string> arguments) {
  std::vector<const char*> pointers = {"air780sim"};
  for (const std::string& argument : arguments) pointers.push_back(argument.c_str());
  return parse_command_line(static_cast<int>(pointers.size()), pointers.data());
}

RunOptions run_options(const std::vector<std::string>& arguments = {}) {
  Options options = parse(arguments);
  if (auto* const run = std::get_if<RunOptions>(&options)) return std::move(*run);
  ADD_FAILURE() << "the command line was refused";
  return {};
}

std::string error_of(const std::vector<std::string>& arguments = {}) {
  testing::internal::CaptureStderr();
  const Options options = parse(arguments);
  std::string error = testing::internal::GetCapturedStderr();
  const auto* const finished = std::get_if<Finished>(&options);
  EXPECT_TRUE(finished != nullptr && finished->exit_code == 2) << error;
  return error;
}

TEST(Environment, GivesOptions) {
  const Environment environment{{"AIR780SIM_TCP", "0.0.0.0:7800"},
                                {"AIR780SIM_CONTROL_TOKEN", "s3cret"},
                                {"AIR780SIM_BOOT_TIME", "measured"},
                                {"AIR780SIM_CSQ", "17"},
                                {"AIR780SIM_LOG_LEVEL", "error"}};
  const RunOptions options = run_options();
  EXPECT_EQ(options.tcp, (Endpoint{"0.0.0.0", 7800}));
  EXPECT_EQ(options.control_token, "s3cret");
  EXPECT_EQ(options.profile.timing.boot, std::chrono::seconds(7));
  EXPECT_EQ(options.profile.signal_strength, 17);
  EXPECT_EQ(options.log_level, LogLevel::error);
  EXPECT_FALSE(options.pty_link) << "there is a serial end, so none is opened by itself";
}

TEST(Environment, GivesWayToTheCommandLine) {
  const Environment environment{{"AIR780SIM_TCP", "7800"}, {"AIR780SIM_FAULT", "now: detach\nnow: reset"}};
  for (const std::vector<std::string>& given : {std::vector<std::string>{"--tcp", "7900", "--fault", "now: hangup"},
                                                std::vector<std::string>{"run", "--tcp=7900", "--fault=now: hangup"}}) {
    const RunOptions options = run_options(given);
    EXPECT_EQ(options.tcp->port, 7900);
    EXPECT_THAT(options.faults, testing::SizeIs(1));
  }
}

TEST(Environment, AnEmptyVariableIsNotSet) {
  const Environment environment{{"AIR780SIM_TCP", ""}, {"AIR780SIM_BROKER", ""}, {"AIR780SIM_FAULT", ""}};
  const RunOptions options = run_options();
  EXPECT_FALSE(options.tcp);
  EXPECT_FALSE(options.broker_directory);
  EXPECT_THAT(options.faults, testing::IsEmpty());
}

TEST(Environment, HasOneValueALine) {
  const Environment environment{{"AIR780SIM_FAULT", "now: urc \"a;b\"\n\n  every 30s: no-service 5s\r\n"},
                                {"AIR780SIM_ROUTE", "one.example=127.0.0.1:1\ntwo.example=127.0.0.1:2"},
                                {"AIR780SIM_QUIRK", "mdisconnect=graceful"}};
  const RunOptions options = run_options();
  EXPECT_THAT(options.faults, testing::SizeIs(2));
  EXPECT_THAT(options.routes, testing::SizeIs(2));
}

TEST(Environment, SaysTrueAndFalseWhereNoValueIsNeeded) {
  {
    const Environment environment(
        {{"AIR780SIM_PTY", "true"}, {"AIR780SIM_BROKER", "true"}, {"AIR780SIM_CONTROL_OPEN", "true"}});
    const RunOptions options = run_options();
    EXPECT_EQ(options.pty_link, default_pty_link);
    EXPECT_EQ(options.broker_directory, "");
    EXPECT_TRUE(options.control_open);
  }
  {
    const Environment environment{{"AIR780SIM_TCP", "0"},
                                  {"AIR780SIM_PTY", "false"},
                                  {"AIR780SIM_BROKER", "false"},
                                  {"AIR780SIM_CONTROL_OPEN", "false"}};
    const RunOptions options = run_options();
    EXPECT_FALSE(options.pty_link);
    EXPECT_FALSE(options.broker_directory);
    EXPECT_FALSE(options.control_open);
  }
  const Environment environment{{"AIR780SIM_PTY", "/tmp/modem"}, {"AIR780SIM_BROKER", "certs"}};
  EXPECT_EQ(run_options().pty_link, "/tmp/modem");
  EXPECT_EQ(run_options().broker_directory, "certs");
}

TEST(Environment, IsNamedWhereItIsWrong) {
  {
    const Environment environment{{"AIR780SIM_TCP", "99999"}};
    EXPECT_THAT(error_of(), AllOf(HasSubstr("AIR780SIM_TCP: "), HasSubstr("99999"), Not(HasSubstr("--tcp"))));
    EXPECT_THAT(error_of({"--tcp", "88888"}), AllOf(HasSubstr("--tcp: "), Not(HasSubstr("AIR780SIM"))));
  }
  {
    const Environment environment{{"AIR780SIM_FAULT", "now: detach\nnow: explode"}};
    EXPECT_THAT(error_of(), AllOf(HasSubstr("AIR780SIM_FAULT: "), HasSubstr("explode")));
  }
  {
    const Environment environment{{"AIR780SIM_REPORT", "verdict.xml"}};
    EXPECT_THAT(error_of(), AllOf(HasSubstr("AIR780SIM_REPORT: "), HasSubstr("without --scenario")));
  }
  {
    const Environment environment{{"AIR780SIM_SEED", "many"}};
    EXPECT_THAT(error_of(), HasSubstr("AIR780SIM_SEED"));
  }
  const Environment environment{{"AIR780SIM_CONTROL_OPEN", "maybe"}, {"AIR780SIM_CONTROL", "nowhere"}};
  EXPECT_THAT(error_of(), AllOf(HasSubstr("AIR780SIM_CONTROL_OPEN: 'maybe'"), HasSubstr("true or false")));
}

// Every option there is has a variable, but those that print something and end.
TEST(Environment, KnowsEveryOption) {
  RunOptions defined;
  CLI::App app;
  define_run_options(app, defined);
  std::vector<std::string> without_variable;
  for (const CLI::Option* const option : app.get_options()) {
    const std::string name = "--" + option->get_lnames().front();
    if (!has_variable(*option)) {
      without_variable.push_back(name);
      continue;
    }
    const bool is_flag = option->get_expected_max() == 0;
    const Environment environment{{variable_of(name), is_flag ? "true" : "text"}};
    EXPECT_THAT(EnvironmentOptions(app, {}).arguments(), ElementsAre(is_flag ? name : name + "=text"));
    EXPECT_THAT(EnvironmentOptions(app, {name}).arguments(), testing::IsEmpty());
    EXPECT_THAT(EnvironmentOptions(app, {name + "=other"}).arguments(), testing::IsEmpty());
  }
  EXPECT_THAT(without_variable,
              ElementsAre("--help", "--list-faults", "--list-models", "--list-scenarios", "--version"));
}

TEST(Environment, IsOfNoConcernToOtherCommands) {
  const Environment environment{{"AIR780SIM_TCP", "99999"}, {"AIR780SIM_BAUD", "9600"}, {"AIR780SIM_PTY", "/tmp/x"}};
  EXPECT_TRUE(std::holds_alternative<CommandsOptions>(parse({"commands"})));
  EXPECT_TRUE(std::holds_alternative<ProbeOptions>(parse({"probe", "127.0.0.1:1"})));
  EXPECT_EQ(std::get<AttachOptions>(parse({"attach", "127.0.0.1:1"})).pty_link, default_pty_link);
  EXPECT_EQ(std::get<VerifyOptions>(parse({"verify", "/dev/null", "--port", "/dev/null"})).baud, 115200U);
}

}  // namespace
}  // namespace air780
