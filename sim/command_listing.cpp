#include "sim/command_listing.h"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <string_view>
#include <vector>

#include "protocol/at/command_table.h"

namespace air780 {
namespace {

// The forms of a command as a host writes them: "=? ? =" and "exec".
std::vector<std::string_view> forms_of(const Command& command) {
  std::vector<std::string_view> forms;
  if (!command.basic()) forms.push_back("test");
  if (command.read) forms.push_back("read");
  if (command.write) forms.push_back("write");
  if (command.execute || (command.basic() && command.write)) forms.push_back("execute");
  return forms;
}

std::string joined_forms(const Command& command) {
  std::string text;
  for (const std::string_view form : forms_of(command)) text += fmt::format("{}{}", text.empty() ? "" : ", ", form);
  return text;
}

boost::json::object parameter_object(const Parameter& parameter) {
  const bool is_integer = parameter.kind == Parameter::Kind::integer;
  return {{"name", parameter.name},
          {"kind", is_integer ? "integer" : "text"},
          {is_integer ? "least" : "least_bytes", parameter.least},
          {is_integer ? "most" : "most_bytes", parameter.most},
          {"optional", parameter.optional},
          {"quotes_required", parameter.quotes_required}};
}

boost::json::object command_object(const Command& command) {
  boost::json::array forms;
  for (const std::string_view form : forms_of(command)) forms.emplace_back(form);
  boost::json::array parameters;
  for (const Parameter& parameter : command.parameters) parameters.push_back(parameter_object(parameter));
  return {{"name", fmt::format("AT{}", command.name)},
          {"summary", command.summary},
          {"forms", forms},
          {"parameters", parameters},
          {"test_answer", command.test},
          {"manual", command.manual},
          {"evidence", to_string(command.evidence)},
          {"source", command.source}};
}

// A | would end the cell.
std::string cell(std::string_view text) {
  std::string result;
  for (const char c : text) result += c == '|' ? std::string("\\|") : std::string(1, c);
  return result;
}

}  // namespace

std::string command_listing_text() {
  std::string text;
  for (const Command* command : all_commands()) {
    text += fmt::format("{:<16} {:<26} {:<11} {}\n", fmt::format("AT{}", command->name), joined_forms(*command),
                        to_string(command->evidence), command->summary);
  }
  return text;
}

std::string command_listing_json() {
  boost::json::array commands;
  for (const Command* command : all_commands()) commands.push_back(command_object(*command));
  return boost::json::serialize(commands) + "\n";
}

std::string command_listing_markdown() {
  std::string text = "| command | forms | what it does | manual | evidence | from |\n|---|---|---|---|---|---|\n";
  for (const Command* command : all_commands()) {
    text +=
        fmt::format("| `AT{}` | {} | {} | {} | *{}* | {} |\n", command->name, joined_forms(*command),
                    cell(command->summary), cell(command->manual), to_string(command->evidence), cell(command->source));
  }
  return text;
}

}  // namespace air780
