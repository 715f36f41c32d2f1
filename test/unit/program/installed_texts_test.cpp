// The manual page and the completion know every option and every command there is.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <CLI/CLI.hpp>
#include <fstream>
#include <functional>
#include <iterator>
#include <sstream>

#include "sim/command_line.h"
#include "test/integration/emulator_process.h"

namespace air780 {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsSupersetOf;

// Calls `visit` with each command, the commands within it, and the words that lead there: {"ctl", "files", "get"}.
void visit_commands(const CLI::App& app, std::vector<std::string> words,
                    const std::function<void(const CLI::App&, const std::vector<std::string>&)>& visit) {
  words.push_back(app.get_name());
  visit(app, words);
  for (const CLI::App* const command : app.get_subcommands([](const CLI::App*) { return true; })) {
    visit_commands(*command, words, visit);
  }
}

std::vector<std::string> names_of_options(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::Option* const option : command.get_options()) {
    if (!option->get_lnames().empty()) names.push_back("--" + option->get_lnames().front());
  }
  return names;
}

std::vector<std::string> names_of_commands(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::App* const inner : command.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(inner->get_name());
  }
  return names;
}

std::string joined(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, " ")); }

// Without the escapes of dashes.
std::string manual_page() {
  std::ifstream file(AIR780_MANUAL_PAGE);
  std::string page(std::istreambuf_iterator<char>(file), {});
  for (std::size_t at = 0; (at = page.find("\\-", at)) != std::string::npos;) page.erase(at, 1);
  return page;
}

// What bash would offer behind these words; the last one is being typed.
std::vector<std::string> offered(const std::vector<std::string>& words) {
  const std::string script = fmt::format(
      "source {}; COMP_WORDS=(air780sim '{}'); COMP_CWORD={}; _air780sim {}; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
      AIR780_COMPLETION, fmt::join(words, "' '"), words.size(), emulator_command({}).front());
  const Completed completed = run_to_end({"bash", "-c", script});
  EXPECT_EQ(completed.errors, "");
  std::istringstream lines(completed.output);
  std::vector<std::string> offers;
  for (std::string line; std::getline(lines, line);) offers.push_back(line);
  return offers;
}

TEST(ManualPage, HasEveryCommandAndOption) {
  const std::string page = manual_page();
  show_command_lines([&page](const CLI::App& app) {
    visit_commands(app, {}, [&page](const CLI::App& command, const std::vector<std::string>& words) {
      if (words.front() != "run") {
        EXPECT_THAT(page, HasSubstr(".SS \"" + joined(words)));
      }
      for (const CLI::Option* const option : command.get_options()) {
        if (option != command.get_help_ptr()) {
          EXPECT_THAT(page, HasSubstr("\\fB" + option->get_name() + "\\fR"));
        }
      }
    });
  });
}

TEST(Completion, OffersEveryCommandAndOption) {
  const std::vector<std::string> commands = offered({""});
  show_command_lines([&commands](const CLI::App& app) {
    EXPECT_THAT(commands, Contains(app.get_name()));
    visit_commands(app, {}, [](const CLI::App& command, std::vector<std::string> words) {
      const std::vector<std::string> options = names_of_options(command);
      const std::vector<std::string> within = names_of_commands(command);
      words.emplace_back("--");
      if (options.size() > 1) {
        EXPECT_THAT(offered(words), IsSupersetOf(options)) << joined(words);
      }
      words.back() = "";
      if (!within.empty()) {
        EXPECT_THAT(offered(words), IsSupersetOf(within)) << joined(words);
      }
    });
  });
}

TEST(Completion, OffersTheValuesOfSomeOptions) {
  EXPECT_THAT(offered({"--log-level", "w"}), testing::ElementsAre("warning"));
  EXPECT_THAT(offered({"run", "--quirk", "mdis"}), testing::ElementsAre("mdisconnect="));
  EXPECT_THAT(offered({"--scenario", ""}), Contains("tcp-loss-idle"));
}

}  // namespace
}  // namespace air780
