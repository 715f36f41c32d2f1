// Writes the manual page: packaging/air780sim.1.in, with the lists of options, commands, quirks and variables in it.
//   air780-manual-page TEMPLATE OUTPUT
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string>

#include "packaging/roff.h"
#include "protocol/profile.h"
#include "sim/command_line.h"
#include "sim/version.h"

namespace {

using namespace air780;

// "[HOST:]PORT"; CLI11 adds what its checks say of themselves.
std::string argument_of(const CLI::Option& option) {
  std::string type = option.get_expected_max() == 0 ? "" : option.get_type_name();
  for (const char* const check : {":DIGITS", ":FILE", ":INT in ", ":UINT in ", ":{", ":value in "}) {
    if (const std::size_t at = type.find(check); at != std::string::npos) type.resize(at);
  }
  return type;
}

std::string entry_of(const CLI::Option& option) {
  if (option.nonpositional()) return roff_entry(option.get_name(), argument_of(option), option.get_description());
  return roff_entry(option.get_name(), "", option.get_description());
}

std::string options_of(const CLI::App& app) {
  std::string list;
  for (const CLI::Option* const option : app.get_options()) {
    if (option->get_name() != "-h,--help" && option->get_name() != "--help") list += entry_of(*option);
  }
  return list;
}

// "ctl files get": the command, what it takes, and the commands within it.
std::string section_of(const CLI::App& app, const std::string& name) {
  std::string synopsis;
  for (const CLI::Option* const option : app.get_options([](const CLI::Option* o) { return o->get_positional(); })) {
    synopsis += " " + option->get_name();
  }
  std::string text =
      fmt::format(".SS \"{}{}\"\n{}\n", roff_text(name), roff_text(synopsis), roff_text(app.get_description()));
  text += options_of(app);
  for (const CLI::App* const command : app.get_subcommands([](const CLI::App*) { return true; })) {
    text += section_of(*command, name + " " + command->get_name());
  }
  return text;
}

std::string quirks() {
  std::string list;
  for (const QuirkDescription& quirk : quirk_descriptions()) {
    list += roff_entry(quirk.name, quirk.values, quirk.meaning);
  }
  return list;
}

std::map<std::string, std::string> lists() {
  std::map<std::string, std::string> lists = {{"@VERSION@", version}, {"@QUIRKS@", quirks()}};
  show_command_lines([&lists](CLI::App& app) {
    if (app.get_name() == "run") {
      lists["@OPTIONS@"] = options_of(app);
    } else {
      lists["@COMMANDS@"] += section_of(app, app.get_name());
    }
  });
  return lists;
}

std::string filled(std::string page) {
  for (const auto& [mark, list] : lists()) {
    const std::size_t at = page.find(mark);
    if (at == std::string::npos) throw std::runtime_error("the template has no " + mark);
    page.replace(at, mark.size(), list);
  }
  return page;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    if (argc != 3) throw std::runtime_error("TEMPLATE OUTPUT");
    std::ifstream source(argv[1]);
    source.exceptions(std::ios::badbit | std::ios::failbit);
    const std::string page = filled({std::istreambuf_iterator<char>(source), {}});
    std::ofstream output(argv[2]);
    output.exceptions(std::ios::badbit | std::ios::failbit);
    output << page;
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "air780-manual-page: %s\n", error.what());
    return 2;
  }
}
