// air780-bench: how fast air780sim is, as ratios to the least that does the same work in the same run (README.md).
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include "test/bench/machine.h"
#include "test/bench/rows.h"

namespace {

using namespace air780;

struct Row {
  std::string name;
  std::vector<Result> (*measure)(const Setting&);
};

const std::vector<Row> rows = {{"tcp", tcp_row},
                               {"pty", pty_row},
                               {"start", start_row},
                               {"start-broker", start_broker_row},
                               {"publish-qos0", publish_qos0_row},
                               {"publish-qos1", publish_qos1_row},
                               {"connect", connect_row},
                               {"tls", tls_row},
                               {"memory", memory_row}};

struct Choice {
  Setting setting;
  std::vector<std::string> names;
  bool strict = false;
};

bool wanted(const Choice& choice, const Row& row) {
  return choice.names.empty() || std::ranges::find(choice.names, row.name) != choice.names.end();
}

// Exit code 1: a bar was missed and it matters.
int measure(const Choice& choice) {
  std::cout << machine_text() << (choice.setting.quick ? ", quick: not to be judged by" : "") << "\n\n" << std::flush;
  std::vector<Result> results;
  for (const Row& row : rows) {
    if (!wanted(choice, row)) continue;
    for (Result& result : row.measure(choice.setting)) results.push_back(std::move(result));
  }
  std::cout << table_text(results) << std::flush;
  const bool missed =
      std::ranges::any_of(results, [](const Result& result) { return result.verdict == Result::Verdict::missed; });
  return choice.strict && missed ? 1 : 0;
}

void define(CLI::App& app, Choice& choice) {
  std::vector<std::string> names;
  for (const Row& row : rows) names.push_back(row.name);
  app.add_flag("--quick", choice.setting.quick, "a few seconds in all: shows that every row works");
  app.add_flag("--strict", choice.strict, "exit code 1 if a bar is missed");
  app.add_option("--rows", choice.names, "these rows only, with commas between")
      ->delimiter(',')
      ->check(CLI::IsMember(names));
  app.add_option("--air780sim", choice.setting.air780sim, "the program to measure (default: the one beside this)")
      ->check(CLI::ExistingFile);
}

}  // namespace

int main(int argc, char** argv) {
  Choice choice;
  CLI::App app("Measures air780sim against the least that does the same work.");
  define(app, choice);
  try {
    const auto here = std::filesystem::read_symlink("/proc/self/exe").parent_path();
    choice.setting.air780sim = (here / "air780sim").string();
    choice.setting.floor = (here / "air780-bench-floor").string();
    app.parse(argc, argv);
    return measure(choice);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  } catch (const std::exception& error) {
    std::cerr << "air780-bench: " << error.what() << "\n";
    return 2;
  }
}
