// The control API as one table: method, path, what may be sent and who answers. The server, the OpenAPI description's
// test and the error texts read it. Constants; the handlers run on the module's thread, outside of its own calls.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

#include "protocol/module.h"
#include "sim/control/control_message.h"
#include "sim/control/counters.h"
#include "sim/control/event_log.h"
#include "sim/fault/fault_engine.h"

namespace air780 {

// What the control API looks at and acts upon; all of it outlives the server.
struct ControlledModule {
  Scheduler& scheduler;
  Module& module;
  FaultEngine& faults;
  EventLog& events;
  Counters& counters;
};

struct ControlRoute {
  using Handler = ControlAnswer (*)(const ControlledModule& controlled, const ControlRequest& request);

  static constexpr std::size_t small_body = 64 * 1024;

  std::string_view method;
  std::string_view path;  // a {name} at its end stands for whatever is there
  Handler handler;
  std::size_t most_body = 0;  // bytes; 0: it takes none
  bool event_stream = false;  // a WebSocket may be opened here
};

std::span<const ControlRoute> control_routes();

// The route of a request, with request.parameter filled in; otherwise the answer: 404, or 405 with the methods allowed.
boost::system::result<const ControlRoute*, ControlResponse> find_route(ControlRequest& request);

}  // namespace air780
