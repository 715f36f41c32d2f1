#include "sim/check.h"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>

#include "sim/fault/rule.h"
#include "sim/scenario/scenario_file.h"
#include "sim/scenario/scenario_library.h"

namespace air780 {
namespace {

void complain(const std::string& text) { std::fputs((text + "\n").c_str(), stderr); }

bool check_scenario(const std::string& path_or_name) {
  const auto scenario = load_scenario(path_or_name);
  if (scenario) return true;
  for (const ScenarioError& error : scenario.error()) complain(to_string(error));
  return false;
}

bool check_rule(const std::string& text) {
  const auto rule = parse_rule(text);
  if (rule) return true;
  const bool looks_like_a_file = text.find(':') == std::string::npos;
  complain((looks_like_a_file ? "no such file; as a rule: " : "") + explain(text, rule.error()));
  return false;
}

}  // namespace

int check(const CheckOptions& options) {
  bool right = true;
  for (const std::string& subject : options.subjects) {
    std::error_code ignored;
    const auto kind = std::filesystem::status(subject, ignored).type();
    const bool is_file = kind != std::filesystem::file_type::not_found && kind != std::filesystem::file_type::none;
    const bool is_scenario = is_file || find_library_scenario(subject) != nullptr;
    right = (is_scenario ? check_scenario(subject) : check_rule(subject)) && right;
  }
  return right ? 0 : 2;
}

}  // namespace air780
