#include "sim/command_listing.h"

#include <fmt/format.h>

#include <array>
#include <boost/json.hpp>
#include <span>
#include <string_view>
#include <vector>

#include "protocol/at/command_table.h"
#include "protocol/at/urc_table.h"

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

std::string_view name_of(Parameter::Kind kind) {
  constexpr std::array<std::string_view, 4> names = {"integer", "text", "word", "hex_digits"};
  return names[static_cast<std::size_t>(kind)];
}

boost::json::object parameter_object(const Parameter& parameter) {
  const bool is_integer = parameter.kind == Parameter::Kind::integer;
  boost::json::object object = {{"name", parameter.name},
                                {"kind", name_of(parameter.kind)},
                                {is_integer ? "least" : "least_bytes", parameter.least},
                                {is_integer ? "most" : "most_bytes", parameter.most},
                                {"optional", parameter.optional},
                                {"quotes_required", parameter.quotes_required}};
  if (!parameter.among.empty()) object["among"] = boost::json::array(parameter.among.begin(), parameter.among.end());
  if (!parameter.words.empty()) object["words"] = boost::json::array(parameter.words.begin(), parameter.words.end());
  return object;
}

boost::json::array parameter_array(std::span<const Parameter> parameters) {
  boost::json::array array;
  for (const Parameter& parameter : parameters) array.push_back(parameter_object(parameter));
  return array;
}

// The parameters behind each keyword that the first argument may be.
boost::json::object variants_object(const Command& command) {
  boost::json::object object;
  for (const Variant& variant : command.variants) object[variant.keyword] = parameter_array(variant.parameters);
  return object;
}

boost::json::object command_object(const Command& command) {
  boost::json::array forms;
  for (const std::string_view form : forms_of(command)) forms.emplace_back(form);
  return {{"name", fmt::format("AT{}", command.name)},
          {"summary", command.summary},
          {"forms", forms},
          {"parameters", parameter_array(command.parameters)},
          {"variants", variants_object(command)},
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

std::string commands_as_text() {
  std::string text;
  for (const Command* command : all_commands()) {
    text += fmt::format("{:<16} {:<26} {:<11} {}\n", fmt::format("AT{}", command->name), joined_forms(*command),
                        to_string(command->evidence), command->summary);
  }
  return text;
}

std::string commands_as_json() {
  boost::json::array commands;
  for (const Command* command : all_commands()) commands.push_back(command_object(*command));
  return boost::json::serialize(commands) + "\n";
}

std::string commands_as_markdown() {
  std::string text = "| command | forms | what it does | manual | evidence | from |\n|---|---|---|---|---|---|\n";
  for (const Command* command : all_commands()) {
    text +=
        fmt::format("| `AT{}` | {} | {} | {} | *{}* | {} |\n", command->name, joined_forms(*command),
                    cell(command->summary), cell(command->manual), to_string(command->evidence), cell(command->source));
  }
  return text;
}

std::string shown(const UrcDescription& urc) { return fmt::format("{}{}", urc.beginning, urc.rest); }

std::string urcs_as_text() {
  std::string text;
  for (const UrcDescription& urc : all_urcs()) {
    text += fmt::format("{:<42} {:<11} {}\n", shown(urc), to_string(urc.evidence), urc.when);
  }
  return text;
}

std::string urcs_as_json() {
  boost::json::array lines;
  for (const UrcDescription& urc : all_urcs()) {
    lines.push_back(boost::json::object{{"line", shown(urc)},
                                        {"beginning", urc.beginning},
                                        {"when", urc.when},
                                        {"evidence", to_string(urc.evidence)},
                                        {"source", urc.source}});
  }
  return boost::json::serialize(lines) + "\n";
}

std::string urcs_as_markdown() {
  std::string text = "| line | when | evidence | from |\n|---|---|---|---|\n";
  for (const UrcDescription& urc : all_urcs()) {
    text += fmt::format("| `{}` | {} | *{}* | {} |\n", cell(shown(urc)), cell(urc.when), to_string(urc.evidence),
                        cell(urc.source));
  }
  return text;
}

}  // namespace

std::string command_listing(CommandsOptions::Format format) {
  switch (format) {
    case CommandsOptions::Format::json:
      return commands_as_json();
    case CommandsOptions::Format::markdown:
      return commands_as_markdown();
    case CommandsOptions::Format::text:
      break;
  }
  return commands_as_text();
}

std::string urc_listing(CommandsOptions::Format format) {
  switch (format) {
    case CommandsOptions::Format::json:
      return urcs_as_json();
    case CommandsOptions::Format::markdown:
      return urcs_as_markdown();
    case CommandsOptions::Format::text:
      break;
  }
  return urcs_as_text();
}

}  // namespace air780
