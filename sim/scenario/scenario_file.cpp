#include "sim/scenario/scenario_file.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "sim/scenario/scenario_library.h"

namespace air780 {
namespace {

boost::system::result<Scenario, ScenarioErrors> read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  // An empty file sets failbit on `text` and is told from an unreadable one by `file` alone.
  if (!file.is_open() || file.bad() || std::filesystem::is_directory(path)) {
    return ScenarioErrors{{path, 0, 0, "cannot be read"}};
  }
  return parse_scenario(path, text.str());
}

std::string names() {
  std::string text;
  for (const LibraryScenario& scenario : library_scenarios()) {
    text += fmt::format("{}{}", text.empty() ? "" : ", ", scenario.name);
  }
  return text;
}

}  // namespace

boost::system::result<Scenario, ScenarioErrors> load_scenario(const std::string& path_or_name) {
  std::error_code ignored;
  if (std::filesystem::exists(path_or_name, ignored)) return read_file(path_or_name);
  if (const LibraryScenario* found = find_library_scenario(path_or_name)) {
    return parse_scenario(fmt::format("{}.scenario", found->name), found->text);
  }
  return ScenarioErrors{
      {path_or_name, 0, 0, fmt::format("there is no such file, and the library has no such scenario: {}", names())}};
}

std::string library_listing() {
  std::string text;
  for (const LibraryScenario& listed : library_scenarios()) {
    const auto scenario = parse_scenario(listed.name, listed.text);
    text += fmt::format("{:<24}{}\n", listed.name, scenario ? scenario->summary : "");
  }
  return text;
}

}  // namespace air780
