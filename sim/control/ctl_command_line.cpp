#include "sim/control/ctl_command_line.h"

#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <vector>

#include "sim/control/control_target.h"

namespace air780 {
namespace {

using Query = std::vector<std::pair<std::string, std::string>>;

// What the options of one command hold until it is known that it is the one that was given.
struct Given {
  std::string first;
  std::string second;
  std::string last;
  std::string since;
  std::string timeout;
  bool json = false;
};

class Commands {
 public:
  Commands(CLI::App& app, CtlOptions& options) : app_(app), options_(options) {}

  // A command that becomes METHOD target when it was given.
  template <typename Ask>
  void add(const std::string& name, const std::string& help, const std::function<void(CLI::App&, Given&)>& take,
           Ask ask) {
    const auto given = std::make_shared<Given>();
    CLI::App* command = app_.add_subcommand(name, help);
    if (take) take(*command, *given);
    command->callback([this_options = &options_, given, ask] { ask(*this_options, *given); });
  }

  // A plain GET.
  void add_get(const std::string& name, const std::string& help, const std::string& path) {
    add(name, help, nullptr, [path](CtlOptions& options, const Given&) { request(options, "GET", {path}); });
  }

  static void request(CtlOptions& options, const std::string& method, const std::vector<std::string>& path,
                      const Query& query = {}, const std::string& body = {}) {
    options.method = method;
    options.target = control_target(path, query);
    options.body = body;
  }

 private:
  CLI::App& app_;
  CtlOptions& options_;
};

// CLI11's own check of a missing command would hide that a wrong one was given.
void need_a_command(CLI::App& app) {
  app.require_subcommand(0, 1);
  app.callback([&app] {
    if (!app.get_subcommands().empty()) return;
    std::string names;
    for (const CLI::App* command : app.get_subcommands(nullptr))
      names += (names.empty() ? "" : ", ") + command->get_name();
    throw CLI::RequiredError(fmt::format("a command ({})", names));
  });
}

void take_since(CLI::App& command, Given& given) {
  command.add_option("--since", given.since, "only events behind this number")->type_name("N");
}

Query query_of(const Given& given) {
  Query query;
  if (!given.last.empty()) query.emplace_back("last", given.last);
  if (!given.since.empty()) query.emplace_back("since", given.since);
  if (!given.timeout.empty()) query.emplace_back("timeout", given.timeout);
  if (given.json) query.emplace_back("format", "json");
  return query;
}

void add_module_commands(Commands& commands) {
  commands.add_get("state", "the module now: power, registration, MQTT, contexts, clock", "state");
  commands.add_get("counters", "bytes, commands, URCs, packets and faults so far", "counters");
  commands.add_get("cache", "the four slots of received messages", "cache");
  commands.add(
      "clock", "tells the module's clock, or sets it: 24/11/06,09:47:13+32",
      [](CLI::App& command, Given& given) { command.add_option("TIME", given.first); },
      [](CtlOptions& options, const Given& given) {
        Commands::request(options, given.first.empty() ? "GET" : "PUT", {"clock"}, {}, given.first);
      });
  commands.add(
      "power", "the supply: on, off, or cycle for off and on",
      [](CLI::App& command, Given& given) {
        command.add_option("STEP", given.first)->required()->check(CLI::IsMember({"on", "off", "cycle"}));
      },
      [](CtlOptions& options, const Given& given) { Commands::request(options, "POST", {"power"}, {}, given.first); });
  commands.add(
      "pin", "holds pwrkey or reset down for a time such as 1500ms; sets dtr on or off",
      [](CLI::App& command, Given& given) {
        command.add_option("PIN", given.first)->required()->check(CLI::IsMember({"pwrkey", "reset", "dtr"}));
        command.add_option("T", given.second)->required()->type_name("T|on|off");
      },
      [](CtlOptions& options, const Given& given) {
        Commands::request(options, given.first == "dtr" ? "PUT" : "POST", {"pins", given.first}, {}, given.second);
      });
}

void add_fault_commands(Commands& commands) {
  commands.add_get("rules", "the fault rules, and how often each has fired", "rules");
  commands.add(
      "add", "adds a fault rule: 'on AT+MPUB #3: pdn-deact' (air780sim --list-faults)",
      [](CLI::App& command, Given& given) { command.add_option("RULE", given.first)->required(); },
      [](CtlOptions& options, const Given& given) { Commands::request(options, "POST", {"rules"}, {}, given.first); });
  commands.add(
      "remove", "takes a rule back and ends what it began",
      [](CLI::App& command, Given& given) { command.add_option("ID", given.first)->required(); },
      [](CtlOptions& options, const Given& given) {
        Commands::request(options, "DELETE", {"rules", given.first});
      });
  commands.add("clear", "takes all rules back and ends every fault", nullptr,
               [](CtlOptions& options, const Given&) { Commands::request(options, "DELETE", {"rules"}); });
  commands.add(
      "inject", "lets a fault act at once: 'pdn-deact', 'no-service 5s'",
      [](CLI::App& command, Given& given) { command.add_option("ACTION", given.first)->required(); },
      [](CtlOptions& options, const Given& given) { Commands::request(options, "POST", {"inject"}, {}, given.first); });
}

void add_event_commands(Commands& commands) {
  commands.add(
      "transcript", "the latest events",
      [](CLI::App& command, Given& given) {
        command.add_option("--last", given.last, "at most so many (default 1000)")->type_name("N");
        take_since(command, given);
        command.add_flag("--json", given.json, "as JSON");
      },
      [](CtlOptions& options, const Given& given) {
        Commands::request(options, "GET", {"transcript"}, query_of(given));
      });
  commands.add(
      "wait",
      "until something happens: AT+MPUB (the host says it), '\"CONNECT OK\"' (the module does), 'PUBACK<' or "
      "'PUBLISH>' (a packet from or to the broker), mqtt=online (a state), fault. Exit code 1: not in time",
      [](CLI::App& command, Given& given) {
        command.add_option("WHAT", given.first)->required();
        command.add_option("--timeout", given.timeout, "at most so long (default 10s)")->type_name("T");
        take_since(command, given);
      },
      [](CtlOptions& options, const Given& given) {
        Query query = query_of(given);
        query.emplace_back("for", given.first);
        Commands::request(options, "GET", {"wait"}, query);
      });
  commands.add("events", "every event as it happens, one JSON object a line", take_since,
               [](CtlOptions& options, const Given& given) {
                 Commands::request(options, "GET", {"events"}, query_of(given));
                 options.event_stream = true;
               });
}

void add_file_commands(CLI::App& app, CtlOptions& options) {
  CLI::App* files = app.add_subcommand("files", "the module's flash: ls, get, put, rm");
  need_a_command(*files);
  Commands commands(*files, options);
  commands.add_get("ls", "what is there", "files");
  const auto name = [](CLI::App& command, Given& given) { command.add_option("NAME", given.first)->required(); };
  commands.add(
      "get", "prints a file, or copies it to a local one",
      [name](CLI::App& command, Given& given) {
        name(command, given);
        command.add_option("LOCAL", given.second);
      },
      [](CtlOptions& chosen, const Given& given) {
        Commands::request(chosen, "GET", {"files", given.first});
        chosen.output = given.second;
      });
  commands.add(
      "put", "copies a local file there, under its own name or NAME",
      [](CLI::App& command, Given& given) {
        command.add_option("LOCAL", given.first)->required()->check(CLI::ExistingFile);
        command.add_option("NAME", given.second);
      },
      [](CtlOptions& chosen, const Given& given) {
        const std::string own_name = std::filesystem::path(given.first).filename();
        Commands::request(chosen, "PUT", {"files", given.second.empty() ? own_name : given.second});
        chosen.body_file = given.first;
      });
  commands.add("rm", "removes a file or an empty directory", name, [](CtlOptions& chosen, const Given& given) {
    Commands::request(chosen, "DELETE", {"files", given.first});
  });
}

}  // namespace

void define(CLI::App& app, CtlOptions& options) {
  app.description(
      "Speaks the control API of a running emulator (--control). Exit code 0; 1: a wait timed out or the module "
      "refused; 2: an error of use or no connection.");
  need_a_command(app);
  app.fallthrough();  // its own options may also stand behind the command
  const auto take_url = [&options](const std::string& text) {
    auto endpoint = parse_control_url(text);
    if (!endpoint) throw CLI::ValidationError("--control", endpoint.error());
    options.control = *endpoint;
  };
  app.add_option_function<std::string>("--control", take_url, "where it listens (default http://127.0.0.1:8080)")
      ->envname("AIR780SIM_CONTROL_URL")
      ->type_name("URL")
      ->default_str(default_control_url)
      ->force_callback();
  app.add_option("--control-token", options.token, "the token it asks for")
      ->envname("AIR780SIM_CONTROL_TOKEN")
      ->type_name("TOKEN");
  Commands commands(app, options);
  add_module_commands(commands);
  add_fault_commands(commands);
  add_event_commands(commands);
  add_file_commands(app, options);
}

}  // namespace air780
