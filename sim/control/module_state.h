// What the control API tells of the module as it is now, read through the module's own functions.
// Used on the module's thread, outside of its own calls.
#pragma once

#include <boost/json/object.hpp>
#include <span>
#include <string_view>

#include "protocol/module.h"

namespace air780 {

// A state that changes are told of (StateChanged, PowerChanged), and its value now.
struct NamedState {
  std::string_view name;  // "mqtt", "scene", …: those of fault rules (sim/fault/state_names.h)
  std::string_view (*value)(Module& module);
};
std::span<const NamedState> named_states();

// Everything: identity, power, radio, contexts, MQTT.
boost::json::object state_json(Module& module);

// The four slots in order: {"slot":0,"topic":…,"payload":…,"qos":0,"retain":false}, or {"slot":0} when it is free.
// Topic and payload are escaped as in a transcript.
boost::json::array cache_json(Module& module);

}  // namespace air780
