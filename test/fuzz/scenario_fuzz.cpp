// Scenario files from raw bytes: any bytes are read or complained about, a complaint points into its line, and what was
// read can be judged.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "sim/scenario/scenario.h"

namespace {

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "%s\n", what);
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace air780;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto lines = static_cast<std::size_t>(std::ranges::count(text, '\n')) + 1;
  const auto scenario = parse_scenario("fuzz.scenario", text);
  if (scenario) {
    for (const Expectation& expectation : scenario->expectations) {
      require(expectation.line >= 1 && expectation.line <= lines, "an expectation outside the file");
      require(parse_scenario("again", expectation.text).has_value(), "an expectation that cannot be read again");
    }
    return 0;
  }
  require(!scenario.error().empty(), "refused without a complaint");
  for (const ScenarioError& error : scenario.error()) {
    require(error.line <= lines && error.column >= 1 && error.column <= size + 1, "a complaint outside the file");
  }
  return 0;
}
