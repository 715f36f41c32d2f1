// A scenario: what is done to the module, what the driver is expected to do about it, and when that is judged; and how
// one is read. Values; any thread.
//   # A comment; `#3` is no comment but the third time.
//   on "CONNACK OK" #1 +2s: closed
//   expect online within 30s of every fault
//   end after 60s
#pragma once

#include <boost/system/result.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "sim/fault/rule.h"
#include "sim/scenario/expectation.h"

namespace air780 {

struct Scenario {
  std::string name;     // the file's, without directory and ending
  std::string file;     // as given
  std::string summary;  // its first line of comment
  std::vector<Rule> rules;
  std::vector<Expectation> expectations;
  std::vector<Ending> endings;  // the first that comes counts; none: until the program is told to end
};

struct ScenarioError {
  std::string file;
  std::size_t line = 0;  // 0: the file as a whole
  std::size_t column = 0;
  std::string message;
};

// `FILE:3:7: found "x"; expected …`
std::string to_string(const ScenarioError& error);

// Every line that is wrong, in order; never empty.
using ScenarioErrors = std::vector<ScenarioError>;

// Reads a scenario. Accepts any bytes.
boost::system::result<Scenario, ScenarioErrors> parse_scenario(std::string_view file, std::string_view text);

}  // namespace air780
