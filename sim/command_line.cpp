#include "sim/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>

#include "protocol/duration.h"
#include "sim/control/ctl_command_line.h"
#include "sim/fault/fault_listing.h"
#include "sim/scenario/report.h"
#include "sim/scenario/scenario_file.h"
#include "sim/version.h"

namespace air780 {
namespace {

constexpr int usage_error = 2;

std::string is_digits(const std::string& text, std::size_t least, std::size_t most) {
  const bool digits = std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
  if (digits && text.size() >= least && text.size() <= most) return {};
  const std::string count = least == most ? fmt::format("{}", least) : fmt::format("{} to {}", least, most);
  return fmt::format("'{}' is not allowed; {} digits are", text, count);
}

CLI::Validator digits(std::size_t least, std::size_t most) {
  return {[least, most](std::string& text) { return is_digits(text, least, most); }, "DIGITS"};
}

CLI::Validator card_number() {
  return {[](std::string& text) {
            const bool hex = std::ranges::all_of(text, [](unsigned char c) { return std::isxdigit(c) != 0; });
            return hex && (text.size() == 19 || text.size() == 20)
                       ? std::string()
                       : fmt::format("'{}' is not allowed; 19 or 20 digits are", text);
          },
          "DIGITS"};
}

std::string set_boot_time(Timing& timing, const std::string& text) {
  const auto time = text == "measured" ? std::chrono::seconds(7) : parse_duration(text);
  if (!time) return fmt::format("'{}' is not allowed; measured (7s) or {} is", text, duration_syntax);
  timing.boot = *time;
  return {};
}

std::string set_latency(Timing& timing, const std::string& text) {
  constexpr std::string_view gap = "gap=";
  if (text == "none") return {};
  const auto time = text.starts_with(gap) ? parse_duration(std::string_view(text).substr(gap.size())) : std::nullopt;
  if (!time) return fmt::format("'{}' is not allowed; none, or gap= with {} is", text, duration_syntax);
  timing.result_gap = *time;
  return {};
}

// An option whose text `set` takes; set() returns what is wrong, or nothing.
template <typename Set>
CLI::Option* add_text(CLI::App& app, const std::string& name, const std::string& help, Set set) {
  const CLI::callback_t take = [name, set](const CLI::results_t& texts) {
    for (const std::string& text : texts) {
      if (const std::string error = set(text); !error.empty()) throw CLI::ValidationError(name, error);
    }
    return true;
  };
  return app.add_option(name, take, help)->type_size(1);
}

void add_listener(CLI::App& app, const std::string& name, const std::string& help, std::optional<Endpoint>& listener) {
  add_text(app, name, help, [&listener](const std::string& text) {
    auto endpoint = parse_listen_endpoint(text);
    if (!endpoint) return endpoint.error();
    listener = *endpoint;
    return std::string();
  })->type_name("[HOST:]PORT");
}

// HOST:PORT, an option or (by a name without dashes) an argument.
template <typename Set>
CLI::Option* add_peer(CLI::App& app, const std::string& name, const std::string& help, Set set) {
  return add_text(app, name, help,
                  [set](const std::string& text) {
                    const auto endpoint = parse_peer_endpoint(text);
                    if (!endpoint) return endpoint.error();
                    set(*endpoint);
                    return std::string();
                  })
      ->type_name("HOST:PORT");
}

void add_serial_options(CLI::App& app, RunOptions& options) {
  app.add_option_function<std::vector<std::string>>(
         "--pty",
         [&options](const std::vector<std::string>& link) {
           options.pty_link = link.empty() || link[0].empty() ? default_pty_link : link[0];
         },
         fmt::format("a PTY; LINK (default {}) is a symlink to it, removed at exit", default_pty_link))
      ->expected(0, 1)
      ->type_name("[LINK]");
  add_listener(app, "--tcp", "raw TCP serial line; HOST defaults to 127.0.0.1, PORT 0 picks one", options.tcp);
  add_listener(app, "--rfc2217", "the same with Telnet COM-port control: rate, framing, DTR, RTS, RI, DCD",
               options.rfc2217);
  add_peer(app, "--connect", "dials a serial line that somebody else serves over TCP, again and again",
           [&options](const Endpoint& peer) { options.connect = peer; });
  CLI::Option* const tty =
      app.add_option("--tty", options.tty,
                     "uses a serial device that is there: QEMU's PTY, a UART with a null-modem cable")
          ->type_name("PATH");
  app.add_option("--baud", options.baud, "rate of the --tty device (default 115200)")
      ->check(CLI::Range(1u, 4'000'000u))
      ->needs(tty)
      ->type_name("N");
}

void add_module_options(CLI::App& app, RunOptions& options) {
  ModelProfile& profile = options.profile;
  app.add_option("--imei", profile.imei, "15 digits")->check(digits(15, 15))->type_name("N");
  app.add_option("--imsi", profile.imsi, "15 digits")->check(digits(15, 15))->type_name("N");
  app.add_option("--iccid", profile.iccid, "19 or 20 digits")->check(card_number())->type_name("N");
  app.add_option("--csq", profile.signal_strength, "signal strength: 0 to 31, or 99 for unknown")
      ->check(CLI::Range(0, 31) | CLI::IsMember({99}))
      ->type_name("N");
  app.add_option("--flash", options.flash_directory,
                 "keeps the module's files in DIR, made if missing (default: in memory, gone at the end)")
      ->check([](const std::string& text) { return text.empty() ? "a directory is expected" : ""; })
      ->type_name("DIR");
  add_text(app, "--quirk", "overrides one setting of the model; may be repeated (list below)",
           [&profile](const std::string& text) { return set_quirk(profile.quirks, text).value_or(""); })
      ->take_all()
      ->type_name("NAME=VALUE");
  add_text(app, "--boot-time", "power-on to the last boot line (default 300ms; measured: the real 7s)",
           [&profile](const std::string& text) { return set_boot_time(profile.timing, text); })
      ->type_name("T");
  add_text(app, "--latency", "none (default), or gap=T: no asynchronous line sooner than T after OK (default 2ms)",
           [&profile](const std::string& text) { return set_latency(profile.timing, text); })
      ->type_name("SPEC");
}

void add_log_level(CLI::App& app, LogLevel& level) {
  const std::map<std::string, LogLevel> levels = {{"debug", LogLevel::debug},
                                                  {"info", LogLevel::info},
                                                  {"warning", LogLevel::warning},
                                                  {"error", LogLevel::error},
                                                  {"off", LogLevel::off}};
  app.add_option("--log-level", level, "debug, info (default), warning, error or off; on stderr")
      ->transform(CLI::CheckedTransformer(levels))
      ->type_name("LEVEL");
}

void add_world_options(CLI::App& app, RunOptions& options) {
  app.add_option_function<std::vector<std::string>>(
         "--broker",
         [&options](const std::vector<std::string>& directory) {
           options.broker_directory = directory.empty() ? "" : directory[0];
         },
         "starts a local mosquitto; everything the host dials goes to it, over plain TCP, TLS or mutual TLS. Its "
         "certificates go to DIR (default: a temporary directory)")
      ->expected(0, 1)
      ->type_name("[DIR]");
  add_text(app, "--route", "sends one name elsewhere (* matches any); comes before --broker; may be repeated",
           [&options](const std::string& text) {
             auto route = parse_route(text);
             if (!route) return route.error();
             options.routes.push_back(*route);
             return std::string();
           })
      ->take_all()
      ->type_name("HOST[:PORT]=ADDR:PORT");
  add_listener(app, "--control", "HTTP control API; HOST defaults to 127.0.0.1, PORT 0 picks one", options.control);
  app.add_option("--control-token", options.control_token,
                 "what clients of the control API have to show; needed when other machines can reach it")
      ->envname("AIR780SIM_CONTROL_TOKEN")
      ->type_name("TOKEN");
  app.add_option("--trace", options.trace, "writes a transcript of everything to FILE")->type_name("FILE");
  app.add_option("--pcap", options.pcap, "writes the module's connections to FILE, for Wireshark")->type_name("FILE");
  app.add_option("--keylog", options.key_log, "appends the secrets of every TLS connection to FILE, for Wireshark")
      ->type_name("FILE");
  add_log_level(app, options.log_level);
}

std::string complaints(const ScenarioErrors& errors) {
  std::string text;
  for (const ScenarioError& error : errors) text += (text.empty() ? "" : "\n") + to_string(error);
  return text;
}

void add_fault_options(CLI::App& app, RunOptions& options) {
  add_text(app, "--fault", "a fault rule, TRIGGER: ACTION (README); may be repeated",
           [&options](const std::string& text) {
             auto rule = parse_rule(text);
             if (!rule) return explain(text, rule.error());
             options.faults.push_back(std::move(*rule));
             return std::string();
           })
      ->take_all()
      ->type_name("RULE");
  add_text(app, "--scenario", "rules and expectations: a file, or a name from --list-scenarios; may be repeated",
           [&options](const std::string& text) {
             auto scenario = load_scenario(text);
             if (!scenario) return complaints(scenario.error());
             options.scenarios.push_back(std::move(*scenario));
             return std::string();
           })
      ->take_all()
      ->type_name("FILE|NAME");
  add_text(app, "--report", "writes the scenarios' verdicts to FILE: JUnit (.xml) or JSON (.json); may be repeated",
           [&options](const std::string& text) {
             if (!report_format(text)) return fmt::format("'{}' is not allowed; a name with .xml or .json is", text);
             options.reports.push_back(text);
             return std::string();
           })
      ->take_all()
      ->type_name("FILE");
  app.add_option("--seed", options.seed, "a number; the same one makes faults that happen by chance the same again")
      ->type_name("N");
}

std::string run_footer() {
  std::string text = "\nQuirks (--quirk NAME=VALUE):\n";
  for (const QuirkDescription& quirk : quirk_descriptions()) {
    text += fmt::format("  {:<22}{}: {}\n", quirk.name, quirk.values, quirk.meaning);
  }
  return text +
         "\nOther commands (each has --help):\n"
         "  air780sim commands [--json]               the command table with evidence\n"
         "  air780sim verify FILE... --port PORT      plays dialogues against a module, real or emulated\n"
         "  air780sim check RULE|FILE...              reads fault rules and scenarios, names what is wrong and where\n"
         "  air780sim probe HOST:PORT                 one AT/OK round trip, for health checks\n"
         "  air780sim attach HOST:PORT --pty LINK     a PTY here for an emulator that runs elsewhere\n"
         "  air780sim ctl COMMAND                     the control API from a shell\n";
}

void define(CLI::App& app, RunOptions& options) {
  app.description(
      "Plays an Air780EP LTE module on a serial line until SIGINT or SIGTERM.\n"
      "With none of --pty, --tcp, --rfc2217, --connect, --tty it opens a PTY. Prints where everything is, then "
      "`ready`.");
  add_serial_options(app, options);
  add_world_options(app, options);
  add_module_options(app, options);
  add_fault_options(app, options);
  app.add_flag_callback(
      "--list-faults",
      [] {
        std::fputs(fault_listing().c_str(), stdout);
        throw CLI::Success();
      },
      "prints every trigger and action of fault rules (air780sim check) and ends");
  app.add_flag_callback(
      "--list-scenarios",
      [] {
        std::fputs(library_listing().c_str(), stdout);
        throw CLI::Success();
      },
      "prints the scenarios of the library and ends");
  app.set_version_flag("--version", std::string("air780sim ") + version);
  app.footer(run_footer);
}

void define(CLI::App& app, CommandsOptions& options) {
  app.description("Prints the command table: name, forms, evidence, summary.");
  const auto format = [&options](CommandsOptions::Format chosen) {
    return [&options, chosen](std::int64_t) { options.format = chosen; };
  };
  app.add_flag_function("--json", format(CommandsOptions::Format::json), "as JSON");
  app.add_flag_function("--markdown", format(CommandsOptions::Format::markdown), "as the tables of FIDELITY.md");
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

template <typename Chosen>
Options parse_as(const std::string& name, int argc, const char* const* argv) {
  Chosen options;
  CLI::App app("", name);
  // The last of a kind counts, so that a script's own choice can be overridden behind it (sim/run).
  app.option_defaults()->take_last();
  define(app, options);
  try {
    app.parse(argc, argv);
    if constexpr (std::is_same_v<Chosen, RunOptions>) {
      if (!options.reports.empty() && options.scenarios.empty()) {
        throw CLI::ValidationError("--report", "is of no use without --scenario");
      }
    }
  } catch (const CLI::ParseError& error) {
    const int code = app.exit(error);
    return Finished{code == 0 ? 0 : usage_error};
  }
  if constexpr (std::is_same_v<Chosen, RunOptions>) {
    const bool served = options.pty_link || options.tcp || options.rfc2217 || options.connect || !options.tty.empty();
    if (!served) options.pty_link = default_pty_link;
  }
  return options;
}

}  // namespace

Options parse_command_line(int argc, const char* const* argv) {
  const std::string_view first = argc > 1 ? argv[1] : "";
  // A subcommand takes the place of the program's name, so that its own arguments follow.
  if (first == "run") return parse_as<RunOptions>("air780sim run", argc - 1, argv + 1);
  if (first == "commands") return parse_as<CommandsOptions>("air780sim commands", argc - 1, argv + 1);
  if (first == "verify") return parse_as<VerifyOptions>("air780sim verify", argc - 1, argv + 1);
  if (first == "check") return parse_as<CheckOptions>("air780sim check", argc - 1, argv + 1);
  if (first == "probe") return parse_as<ProbeOptions>("air780sim probe", argc - 1, argv + 1);
  if (first == "attach") return parse_as<AttachOptions>("air780sim attach", argc - 1, argv + 1);
  if (first == "ctl") return parse_as<CtlOptions>("air780sim ctl", argc - 1, argv + 1);
  return parse_as<RunOptions>("air780sim", argc, argv);
}

}  // namespace air780
