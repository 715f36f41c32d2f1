// `air780sim ctl`: the control API from a shell. Used once, on the main thread; its calls wait.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sim/network/endpoint.h"

namespace air780 {

inline constexpr const char* default_control_url = "http://127.0.0.1:8080";

// One request, or the stream of events.
struct CtlOptions {
  Endpoint control;
  std::string token;  // empty: none is shown
  std::string method;
  std::string target;  // with its query, encoded
  std::string body;
  std::optional<std::string> body_file;  // sent in the place of body
  std::string output;                    // the answer goes to this file; empty: to stdout
  bool event_stream = false;
};

// "http://HOST:PORT", with or without http:// and a / behind it, or PORT alone for this machine.
boost::system::result<Endpoint, std::string> parse_control_url(std::string_view text);

// Prints the answer, one line an event, or on stderr why there is none. Exit code 0; 1 when a wait timed out or the
// module refused; 2 for errors of use and without a connection.
int ctl(const CtlOptions& options);

}  // namespace air780
