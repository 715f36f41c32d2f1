// The handlers of the control API's routes, one file a family. Each acts on the module only through its public
// functions, on its thread. Used by the table in routes.cpp.
#pragma once

#include "sim/control/routes.h"

namespace air780 {

// state_routes.cpp: what is
ControlAnswer get_health(const ControlledModule& controlled, const ControlRequest& request);
ControlAnswer get_description(const ControlledModule& controlled, const ControlRequest& request);
ControlAnswer get_state(const ControlledModule& controlled, const ControlRequest& request);
ControlAnswer get_counters(const ControlledModule& controlled, const ControlRequest& request);
ControlAnswer get_cache(const ControlledModule& controlled, const ControlRequest& request);
ControlAnswer get_clock(const ControlledModule& controlled, const ControlRequest& request);
ControlAnswer put_clock(const ControlledModule& controlled, const ControlRequest& request);

// event_routes.cpp: what happened and what will
ControlAnswer get_transcript(const ControlledModule& controlled, const ControlRequest& request);
ControlAnswer get_wait(const ControlledModule& controlled, const ControlRequest& request);
ControlAnswer get_events(const ControlledModule& controlled, const ControlRequest& request);
// The number of the event behind which a stream begins: `since`, or the latest one.
boost::system::result<std::uint64_t, ControlResponse> first_event_of_stream(const ControlledModule& controlled,
                                                                            const ControlRequest& request);

// file_routes.cpp: the module's flash
ControlAnswer get_files(const ControlledModule& controlled, const ControlRequest& request);
ControlAnswer get_file(const ControlledModule& controlled, const ControlRequest& request);
ControlAnswer put_file(const ControlledModule& controlled, const ControlRequest& request);
ControlAnswer delete_file(const ControlledModule& controlled, const ControlRequest& request);

// fault_routes.cpp: rules, and actions at once
inline constexpr std::size_t most_rules = 1000;
ControlAnswer get_rules(const ControlledModule& controlled, const ControlRequest& request);
ControlAnswer post_rule(const ControlledModule& controlled, const ControlRequest& request);
ControlAnswer delete_rule(const ControlledModule& controlled, const ControlRequest& request);
ControlAnswer delete_rules(const ControlledModule& controlled, const ControlRequest& request);
ControlAnswer post_inject(const ControlledModule& controlled, const ControlRequest& request);

// power_routes.cpp: the supply and the pins
ControlAnswer post_power(const ControlledModule& controlled, const ControlRequest& request);
ControlAnswer put_dtr(const ControlledModule& controlled, const ControlRequest& request);
ControlAnswer post_pin(const ControlledModule& controlled, const ControlRequest& request);

}  // namespace air780
