#include "sim/command_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>

#include "sim/control/ctl_command_line.h"
#include "sim/environment_options.h"
#include "sim/option_kinds.h"
#include "sim/run_options.h"

namespace air780 {
namespace {

constexpr int usage_error = 2;

void define(CLI::App& app, RunOptions& options) { define_run_options(app, options); }

void define(CLI::App& app, CommandsOptions& options) {
  app.description("Prints the command table: name, forms, evidence, summary; or the lines that come by themselves.");
  const auto format = [&options](CommandsOptions::Format chosen) {
    return [&options, chosen](std::int64_t) { options.format = chosen; };
  };
  app.add_flag_function("--json", format(CommandsOptions::Format::json), "as JSON");
  app.add_flag_function("--markdown", format(CommandsOptions::Format::markdown), "as the tables of FIDELITY.md");
  app.add_flag("--urcs", options.urcs, "the lines that the module says by itself, when, and their evidence");
}

void define(CLI::App& app, ModelsOptions& options) {
  app.description("Prints the models that --model knows, and their firmware.");
  app.add_flag("--markdown", options.markdown, "models and quirks with their evidence, as the tables of FIDELITY.md");
}

void define(CLI::App& app, VerifyOptions& options) {
  app.description("Plays dialogues against a module and shows where it differs. Exit code 0: all the same.");
  app.add_option("FILE", options.files, "dialogue files (*.at)")->required()->check(CLI::ExistingFile);
  app.add_option("--port", options.port, "a serial device or HOST:PORT")->required()->type_name("DEV|HOST:PORT");
  app.add_option("--baud", options.baud, "rate of a serial device (default 115200)")->type_name("N");
  add_peer(app, "--peer", "the broker the module reaches, for dialogues in which another client publishes",
           [&options](const Endpoint& peer) { options.peer = peer; });
}

void define(CLI::App& app, ProbeOptions& options) {
  app.description("One AT/OK round trip over TCP. Exit code 0: the module answered within 2 s.");
  add_peer(app, "PORT", "where the module's TCP line is", [&options](const Endpoint& port) {
    options.port = port;
  })->required();
}

void define(CLI::App& app, AttachOptions& options) {
  app.description(
      "Gives an emulator that runs elsewhere a PTY here, until SIGINT or SIGTERM. Prints `ready` when it is "
      "connected;\n"
      "dials again when the connection is lost.");
  add_peer(app, "EMULATOR", "where the emulator's --tcp line is, or its --rfc2217 line with --rfc2217",
           [&options](const Endpoint& emulator) { options.emulator = emulator; })
      ->required();
  app.add_option("--pty", options.pty_link,
                 fmt::format("the link to the PTY (default {}), removed at exit", default_pty_link))
      ->type_name("LINK");
  app.add_flag("--rfc2217", options.rfc2217, "speaks RFC 2217, so that the emulator is told the PTY's rate");
  add_log_level(app, options.log_level);
}

void define(CLI::App& app, CheckOptions& options) {
  app.description("Reads fault rules and scenarios. Exit code 0: all are right; 2: where they are wrong is on stderr.");
  app.add_option(
         "SUBJECT", options.subjects,
         "a rule (TRIGGER: ACTION, see --list-faults), a scenario file, or a scenario of the library by its name")
      ->required()
      ->type_name("RULE|FILE");
}

// Every subcommand, until `visit` returns true for one.
template <typename Visit>
bool any_subcommand(Visit visit) {
  return visit("run", RunOptions()) || visit("commands", CommandsOptions()) || visit("models", ModelsOptions()) ||
         visit("verify", VerifyOptions()) || visit("check", CheckOptions()) || visit("probe", ProbeOptions()) ||
         visit("attach", AttachOptions()) || visit("ctl", CtlOptions());
}

template <typename Chosen>
Options parse_as(const std::string& name, int argc, const char* const* argv) {
  Chosen options;
  CLI::App app("", name);
  // The last of a kind counts, so that a script's own choice can be overridden behind it (sim/run).
  app.option_defaults()->take_last();
  define(app, options);
  constexpr bool runs = std::is_same_v<Chosen, RunOptions>;
  std::vector<std::string> arguments(argv + 1, argv + argc);
  std::optional<EnvironmentOptions> environment;
  try {
    if constexpr (runs) {
      environment.emplace(app, arguments);
      std::ranges::copy(environment->arguments(), std::back_inserter(arguments));
    }
    std::ranges::reverse(arguments);
    app.parse(std::move(arguments));
    if constexpr (runs) complete_run_options(options);
  } catch (const CLI::Success& answered) {
    return Finished{app.exit(answered)};
  } catch (const CLI::ParseError& error) {
    app.exit(environment ? environment->blame(error) : error);
    return Finished{usage_error};
  }
  return options;
}

}  // namespace

Options parse_command_line(int argc, const char* const* argv) {
  const std::string_view first = argc > 1 ? argv[1] : "";
  std::optional<Options> parsed;
  // A subcommand takes the place of the program's name, so that its own arguments follow.
  any_subcommand([&]<typename Chosen>(const std::string& name, const Chosen&) {
    if (first == name) parsed = parse_as<Chosen>("air780sim " + name, argc - 1, argv + 1);
    return parsed.has_value();
  });
  return parsed ? std::move(*parsed) : parse_as<RunOptions>("air780sim", argc, argv);
}

void show_command_lines(const std::function<void(CLI::App&)>& show) {
  any_subcommand([&]<typename Chosen>(const std::string& name, Chosen options) {
    CLI::App app("", name);
    define(app, options);
    show(app);
    return false;
  });
}

}  // namespace air780
