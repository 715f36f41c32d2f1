#include "sim/run_options.h"

#include <fmt/format.h>

#include <cstdio>

#include "sim/fault/fault_listing.h"
#include "sim/latency_option.h"
#include "sim/option_kinds.h"
#include "sim/profile/model_listing.h"
#include "sim/profile/profile_file.h"
#include "sim/scenario/report.h"
#include "sim/scenario/scenario_file.h"
#include "sim/version.h"

namespace air780 {
namespace {

// A line each.
template <typename Errors>
std::string joined(const Errors& errors) {
  std::string text;
  for (const auto& error : errors) text += (text.empty() ? "" : "\n") + to_string(error);
  return text;
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
  app.add_option("--tty", options.tty, "uses a serial device that is there: QEMU's PTY, a UART with a null-modem cable")
      ->type_name("PATH");
  app.add_option("--baud", options.baud,
                 "the port runs at N bit/s until AT+IPR says otherwise, and each byte takes its time on the line, both "
                 "ways (default: 115200 and no time)")
      ->check(CLI::Range(50u, 4'000'000u))
      ->type_name("N");
  app.add_flag(
      "--any-baud", options.any_baud,
      "understands a host at any rate (default: one at another rate than the module's hears and sends garbage)");
}

// One field of the profile, named as in a profile file.
CLI::Option* add_field(CLI::App& app, ModelProfile& profile, const std::string& field, const std::string& help) {
  return add_text(app, "--" + field, help, [&profile, field](const std::string& text) {
    return set_profile_field(profile, field, text).value_or("");
  });
}

// Which module is played. Options take effect in the order in which they are defined, so that whatever changes one
// setting of the model comes behind this, wherever it stands on the command line.
void add_model_options(CLI::App& app, ModelProfile& profile) {
  CLI::Option* const model = add_text(app, "--model", "which module (--list-models); an Air780EP unless given",
                                      [&profile](const std::string& text) {
                                        auto found = find_model(text);
                                        if (!found) return found.error();
                                        profile = std::move(*found);
                                        return std::string();
                                      });
  model->type_name("NAME");
  add_text(app, "--profile", "a module of your own, in the format of sim/profile/library",
           [&profile](const std::string& text) {
             auto loaded = load_profile(text);
             if (!loaded) return joined(loaded.error());
             profile = std::move(*loaded);
             return std::string();
           })
      ->excludes(model)
      ->type_name("FILE");
}

void add_module_options(CLI::App& app, RunOptions& options) {
  ModelProfile& profile = options.profile;
  add_model_options(app, profile);
  add_field(app, profile, "imei", "15 digits")->type_name("N");
  add_field(app, profile, "imsi", "15 digits")->type_name("N");
  add_field(app, profile, "iccid", "19 or 20 digits")->type_name("N");
  add_text(app, "--pin", "the SIM asks for this PIN at power-on: 4 to 8 digits (default: for none)",
           [&profile](const std::string& text) { return set_quirk(profile.quirks, "sim-pin=" + text).value_or(""); })
      ->type_name("N");
  add_field(app, profile, "csq", "signal strength: 0 to 31, or 99 for unknown")->type_name("N");
  app.add_option("--flash", options.flash_directory,
                 "keeps the module's files and settings in DIR, made if missing (default: in memory, gone at the end)")
      ->check([](const std::string& text) { return text.empty() ? "a directory is expected" : ""; })
      ->type_name("DIR");
  add_text(app, "--quirk", "overrides one setting of the model; may be repeated (list below)",
           [&profile](const std::string& text) { return set_quirk(profile.quirks, text).value_or(""); })
      ->take_all()
      ->type_name("NAME=VALUE");
  add_field(app, profile, "boot-time", "power-on to the last boot line (default 300ms; measured: the real 7s)")
      ->type_name("T");
  add_text(
      app, "--latency",
      "none (default), measured, or figures NAME=T[..T][,NAME=T...] of gap, command, connect, tls-connect, connack, "
      "suback, puback, pubrec, pubcomp",
      [&profile](const std::string& text) { return set_latency(profile.timing, text); })
      ->type_name("SPEC");
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
      ->type_name("TOKEN");
  app.add_flag("--control-open", options.control_open,
               "lets other machines use the control API without a token; they call it by an address or a name without "
               "a dot");
  app.add_option("--trace", options.trace, "writes a transcript of everything to FILE")->type_name("FILE");
  app.add_option("--pcap", options.pcap, "writes the module's connections to FILE, for Wireshark")->type_name("FILE");
  app.add_option("--keylog", options.key_log, "appends the secrets of every TLS connection to FILE, for Wireshark")
      ->type_name("FILE");
  add_log_level(app, options.log_level);
}

void add_fault_options(CLI::App& app, RunOptions& options) {
  add_text(app, "--fault", "a fault rule, TRIGGER: ACTION (--list-faults); may be repeated",
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
             if (!scenario) return joined(scenario.error());
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
  text += "\nFigures of --latency NAME=T, or NAME=T..T drawn by --seed:\n" + latency_help();
  return text +
         "\nEnvironment: each option can also be given as a variable, --boot-time as AIR780SIM_BOOT_TIME and so on. "
         "The\n"
         "command line wins; an empty variable is as if it were not set. Of an option that may be repeated each line "
         "of\n"
         "the text is one value. true and false stand for an option without a value (AIR780SIM_BROKER=true).\n"
         "\nOther commands (each has --help):\n"
         "  air780sim commands [--json]               the command table with evidence\n"
         "  air780sim models [--markdown]             the models, and every quirk with its evidence\n"
         "  air780sim verify FILE... --port PORT      plays dialogues against a module, real or emulated\n"
         "  air780sim check RULE|FILE...              reads fault rules and scenarios, names what is wrong and where\n"
         "  air780sim probe HOST:PORT                 one AT/OK round trip, for health checks\n"
         "  air780sim attach HOST:PORT --pty LINK     a PTY here for an emulator that runs elsewhere\n"
         "  air780sim ctl COMMAND                     the control API from a shell\n";
}

}  // namespace

void define_run_options(CLI::App& app, RunOptions& options) {
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
         "prints every trigger and action of fault rules (air780sim check) and ends")
      ->configurable(false);
  app.add_flag_callback(
         "--list-models",
         [] {
           std::fputs(model_listing_text().c_str(), stdout);
           throw CLI::Success();
         },
         "prints the models and their firmware and ends")
      ->configurable(false);
  app.add_flag_callback(
         "--list-scenarios",
         [] {
           std::fputs(library_listing().c_str(), stdout);
           throw CLI::Success();
         },
         "prints the scenarios of the library and ends")
      ->configurable(false);
  app.set_version_flag("--version", std::string("air780sim ") + version);
  app.footer(run_footer);
}

void complete_run_options(RunOptions& options) {
  if (!options.reports.empty() && options.scenarios.empty()) {
    throw CLI::ValidationError("--report", "is of no use without --scenario");
  }
  const bool served = options.pty_link || options.tcp || options.rfc2217 || options.connect || !options.tty.empty();
  if (!served) options.pty_link = default_pty_link;
  if (options.baud == 0) return;
  // Autobaud stays what it is.
  if (options.profile.quirks.ipr_default != 0) options.profile.quirks.ipr_default = options.baud;
  options.profile.receive_buffer = paced_receive_buffer;
}

}  // namespace air780
