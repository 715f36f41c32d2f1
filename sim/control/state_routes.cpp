// What is: state, counters, cache, clock, and the API's own description.
#include <fmt/format.h>

#include <boost/json.hpp>

#include "sim/control/module_state.h"
#include "sim/control/openapi.h"
#include "sim/control/route_handlers.h"
#include "sim/text/escapes.h"
#include "sim/version.h"

namespace air780 {

ControlAnswer get_health(const ControlledModule&, const ControlRequest&) {
  return json_response({{"status", "ok"}, {"version", version}});
}

ControlAnswer get_description(const ControlledModule&, const ControlRequest&) {
  return ControlResponse{200, "application/json", std::string(openapi_description)};
}

ControlAnswer get_state(const ControlledModule& controlled, const ControlRequest&) {
  boost::json::object state = state_json(controlled.module);
  state["at"] = std::chrono::duration<double>(controlled.scheduler.now()).count();
  state["last_event"] = controlled.events.last_number();
  return json_response(std::move(state));
}

ControlAnswer get_counters(const ControlledModule& controlled, const ControlRequest&) {
  return json_response(controlled.counters.json());
}

ControlAnswer get_cache(const ControlledModule& controlled, const ControlRequest&) {
  return json_response(cache_json(controlled.module));
}

ControlAnswer get_clock(const ControlledModule& controlled, const ControlRequest&) {
  return json_response({{"clock", controlled.module.clock().text()}});
}

ControlAnswer put_clock(const ControlledModule& controlled, const ControlRequest& request) {
  const auto text = body_text(request, "clock");
  if (!text) return text.error();
  if (!controlled.module.clock().set(*text)) {
    return error_response(
        400, fmt::format("'{}' is no local time; a time such as 24/11/06,09:47:13+32 is allowed, the zone in quarter "
                         "hours",
                         escape(*text)));
  }
  return get_clock(controlled, request);
}

}  // namespace air780
