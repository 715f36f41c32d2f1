// Kinds of options that several subcommands have: a text that is checked as it is taken, an endpoint, the log's level.
// Includes CLI11, so only the units that define options include it. Functions; the thread that parses the command line.
#pragma once

#include <CLI/CLI.hpp>
#include <map>
#include <optional>
#include <string>

#include "sim/log.h"
#include "sim/network/endpoint.h"

namespace air780 {

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

// [HOST:]PORT to listen at.
inline void add_listener(CLI::App& app, const std::string& name, const std::string& help,
                         std::optional<Endpoint>& listener) {
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

inline void add_log_level(CLI::App& app, LogLevel& level) {
  const std::map<std::string, LogLevel> levels = {{"debug", LogLevel::debug},
                                                  {"info", LogLevel::info},
                                                  {"warning", LogLevel::warning},
                                                  {"error", LogLevel::error},
                                                  {"off", LogLevel::off}};
  app.add_option("--log-level", level, "debug, info (default), warning, error or off; on stderr")
      ->transform(CLI::CheckedTransformer(levels))
      ->type_name("LEVEL");
}

}  // namespace air780
