// The states a rule can wait for, `on NAME=VALUE`, as people type them. Constant; any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace air780 {

struct StateNames {
  std::string_view name;
  std::vector<std::string_view> values;
};

// What StateChanged and PowerChanged tell, in the form of state_name().
std::span<const StateNames> state_names();

// The name of a state or value as a rule writes it: small letters, `-` for a space. "IP STATUS" gives "ip-status".
std::string state_name(std::string_view told);

}  // namespace air780
