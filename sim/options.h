// What the command line asks for, one struct a subcommand. Plain values; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "protocol/profile.h"
#include "sim/control/ctl.h"
#include "sim/fault/rule.h"
#include "sim/log.h"
#include "sim/network/endpoint.h"
#include "sim/network/routes.h"
#include "sim/scenario/scenario.h"

namespace air780 {

inline constexpr const char* default_pty_link = "/tmp/air780ep";

// What a host may send while a command runs, on a line that is paced (chosen); unpaced it is the profile's.
inline constexpr std::size_t paced_receive_buffer = 4096;

struct RunOptions {
  ModelProfile profile;
  std::optional<std::string> pty_link;
  std::optional<Endpoint> tcp;
  std::optional<Endpoint> rfc2217;
  std::optional<Endpoint> connect;
  std::string tty;    // empty: none
  unsigned baud = 0;  // of the module's port at first, which is paced; 0: not given, and not paced
  bool any_baud = false;
  std::vector<Route> routes;
  std::optional<std::string> broker_directory;  // given and empty: a broker in a temporary directory
  std::optional<Endpoint> control;
  std::string control_token;    // empty: none is asked for
  bool control_open = false;    // other machines need no token
  std::string flash_directory;  // empty: in memory
  std::string trace;            // empty: none
  std::string pcap;             // empty: none
  std::string key_log;          // empty: none
  std::vector<Rule> faults;
  std::vector<Scenario> scenarios;
  std::vector<std::string> reports;
  std::optional<std::uint64_t> seed;  // none: one by chance
  LogLevel log_level = LogLevel::info;
};

struct CommandsOptions {
  enum class Format { text, json, markdown } format = Format::text;
  bool urcs = false;  // the lines that come by themselves instead
};

struct ModelsOptions {
  bool markdown = false;
};

struct VerifyOptions {
  std::vector<std::string> files;
  std::string port;              // a device, or HOST:PORT
  unsigned baud = 115200;        // of a device
  std::optional<Endpoint> peer;  // the broker that the module reaches, for what another client does
};

struct ProbeOptions {
  Endpoint port;
};

struct CheckOptions {
  std::vector<std::string> subjects;  // rules, scenario files, names of the library
};

struct AttachOptions {
  Endpoint emulator;
  std::string pty_link = default_pty_link;
  bool rfc2217 = false;
  LogLevel log_level = LogLevel::info;
};

// The command line was answered (--help) or was wrong; the text was printed.
struct Finished {
  int exit_code = 0;
};

using Options = std::variant<RunOptions, CommandsOptions, ModelsOptions, VerifyOptions, ProbeOptions, CheckOptions,
                             AttachOptions, CtlOptions, Finished>;

}  // namespace air780
