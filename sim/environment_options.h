// Options of `air780sim run` that the environment gives: AIR780SIM_BOOT_TIME is --boot-time, and so for every option.
// Includes CLI11, so only units that define or parse options include it. Used by the thread that parses the command
// line.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace air780 {

// "--boot-time" gives "AIR780SIM_BOOT_TIME".
std::string variable_of(const std::string& option_name);

// Whether the environment may give it: all but those that print something and end (they are not `configurable`).
bool has_variable(const CLI::Option& option);

class EnvironmentOptions {
 public:
  // Reads the variable of each option that is not in `given`, the arguments of the command line, which wins. A variable
  // that is empty counts as not set. Of an option that may be repeated each line is one value. What needs no value is
  // `true`, and `false` is as if it were not set; an option whose value may be left out takes these words too.
  // Throws CLI::ValidationError when a flag's variable is neither.
  EnvironmentOptions(const CLI::App& app, const std::vector<std::string>& given);

  // To be parsed behind the command line's own.
  const std::vector<std::string>& arguments() const { return arguments_; }

  // The same error, naming the variable where it named the option, if that is where its text came from.
  CLI::ParseError blame(const CLI::ParseError& error) const;

 private:
  void take(const CLI::Option& option, const std::string& text);

  std::vector<std::string> names_;  // of the options that were taken
  std::vector<std::string> arguments_;
};

}  // namespace air780
