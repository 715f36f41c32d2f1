#include "sim/environment_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <sstream>

#include "protocol/at/characters.h"

namespace air780 {
namespace {

std::string name_of(const CLI::Option& option) { return "--" + option.get_lnames().front(); }

bool is_given(const std::string& name, const std::vector<std::string>& arguments) {
  return std::ranges::any_of(
      arguments, [&name](const std::string& argument) { return argument == name || argument.starts_with(name + "="); });
}

std::optional<bool> truth(const std::string& text) {
  if (text == "true") return true;
  if (text == "false") return false;
  return std::nullopt;
}

// `name` where it stands as a word of its own: --control is not part of --control-token.
std::string replace_word(std::string text, const std::string& name, const std::string& replacement) {
  for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at)) {
    const std::size_t end = at + name.size();
    if (end < text.size() && (text[end] == '-' || is_letter(text[end]))) {
      at = end;
      continue;
    }
    text.replace(at, name.size(), replacement);
    at += replacement.size();
  }
  return text;
}

}  // namespace

std::string variable_of(const std::string& option_name) {
  std::string variable = "AIR780SIM_" + option_name.substr(option_name.find_first_not_of('-'));
  std::ranges::transform(variable, variable.begin(), [](char c) { return c == '-' ? '_' : upper(c); });
  return variable;
}

bool has_variable(const CLI::Option& option) { return option.get_configurable() && !option.get_lnames().empty(); }

EnvironmentOptions::EnvironmentOptions(const CLI::App& app, const std::vector<std::string>& given) {
  for (const CLI::Option* const option : app.get_options()) {
    if (!has_variable(*option) || is_given(name_of(*option), given)) continue;
    const char* const text = std::getenv(variable_of(name_of(*option)).c_str());
    if (text != nullptr && *text != '\0') take(*option, text);
  }
}

void EnvironmentOptions::take(const CLI::Option& option, const std::string& text) {
  const std::string name = name_of(option);
  const std::optional<bool> given = truth(text);
  const bool is_flag = option.get_expected_max() == 0;
  names_.push_back(name);
  if (is_flag && !given) {
    throw CLI::ValidationError(variable_of(name), fmt::format("'{}' is not allowed; true or false is", text));
  }
  if (given && option.get_expected_min() == 0) {
    if (*given) arguments_.push_back(name);
    return;
  }
  if (option.get_multi_option_policy() != CLI::MultiOptionPolicy::TakeAll) {
    arguments_.push_back(name + "=" + text);
    return;
  }
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const std::string_view value = trimmed(line);
    if (!value.empty()) arguments_.push_back(fmt::format("{}={}", name, value));
  }
}

CLI::ParseError EnvironmentOptions::blame(const CLI::ParseError& error) const {
  std::string text = error.what();
  for (const std::string& name : names_) text = replace_word(std::move(text), name, variable_of(name));
  return {text, error.get_exit_code()};
}

}  // namespace air780
