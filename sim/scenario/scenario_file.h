// Scenarios by path or by the library's names. Any thread.
#pragma once

#include <optional>
#include <string>

#include "sim/scenario/scenario.h"

namespace air780 {

// The file of that path or, where there is none, the library's scenario of that name. An error of the file as a whole
// names what there is.
boost::system::result<Scenario, ScenarioErrors> load_scenario(const std::string& path_or_name);

// The library's scenarios, a line each: name and first line of comment.
std::string library_listing();

}  // namespace air780
