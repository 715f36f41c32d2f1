// What a test can wait for: the subjects of fault rules, on the stream of events. Values; any thread.
#pragma once

#include <boost/system/result.hpp>
#include <string>
#include <string_view>

#include "protocol/event.h"
#include "sim/fault/rule.h"

namespace air780 {

struct EventCondition {
  bool any_fault = false;  // `fault`: a fault begins to act; otherwise
  Trigger subject;         // a command, a line, a packet or a state, as behind the `on` of a rule
};

// Accepts any bytes. The error says what is wrong, at which column, and what is allowed. In a query + stands for a
// blank, so that `AT MPUB` is AT+MPUB.
boost::system::result<EventCondition, std::string> parse_event_condition(std::string_view text);

bool matches(const EventCondition& condition, const Event& event);

}  // namespace air780
