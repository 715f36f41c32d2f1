#include "sim/scenario/scenario_library.h"

#include <algorithm>

namespace air780 {

const LibraryScenario* find_library_scenario(std::string_view name) {
  const auto all = library_scenarios();
  const auto found = std::ranges::find(all, name, &LibraryScenario::name);
  return found == all.end() ? nullptr : &*found;
}

}  // namespace air780
