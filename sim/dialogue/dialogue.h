// A dialogue as the runner sees it: what is sent to a module and what is expected back, step by step.
// Plain values, made by dialogue_parser.h; any thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "protocol/mqtt/mqtt_client.h"
#include "protocol/ports/scheduler.h"
#include "sim/dialogue/pattern.h"

namespace air780 {

// How long a response may take (the manual's default), and an asynchronous line unless `@ wait` says otherwise.
inline constexpr Duration response_wait = std::chrono::seconds(9);
inline constexpr Duration default_asynchronous_wait = std::chrono::seconds(10);

struct SourceLine {
  std::size_t number = 0;
  std::string text;
};

// Bytes from the host.
struct Send {
  std::string bytes;
};

// Bytes from the module, framing included.
struct Expect {
  enum class Kind { response, asynchronous, echo };
  Kind kind = Kind::response;
  Pattern pattern;
  Duration wait = response_wait;
};

// Another client of the module's broker publishes.
struct PeerPublish {
  MqttMessage message;
};

// The broker's side closes the module's TCP link.
struct PeerClose {};

// Nothing may arrive in this time.
struct Silence {
  Duration time{};
};

using DialogueAction = std::variant<Send, Expect, PeerPublish, PeerClose, Silence>;

struct Step {
  SourceLine line;
  DialogueAction action;
};

// A setting with which the module is started.
struct Quirk {
  std::string name;
  std::string value;
};

struct Dialogue {
  std::string file;  // as given by whoever asked for it
  std::string name;  // the file's name without folder and ending
  std::vector<Quirk> quirks;
  std::vector<Step> steps;  // as written: echoes are not in it
};

}  // namespace air780
