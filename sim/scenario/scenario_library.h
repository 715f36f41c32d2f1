// The scenarios that come with the program, built into it from sim/scenario/library/. Constants; any thread.
#pragma once

#include <span>
#include <string_view>

namespace air780 {

struct LibraryScenario {
  std::string_view name;  // the file's, without .scenario
  std::string_view text;
};

// In order of name.
std::span<const LibraryScenario> library_scenarios();
// nullptr when there is none of that name.
const LibraryScenario* find_library_scenario(std::string_view name);

}  // namespace air780
