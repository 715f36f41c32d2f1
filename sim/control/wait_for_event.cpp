#include "sim/control/wait_for_event.h"

#include <boost/json.hpp>
#include <utility>

#include "sim/control/event_json.h"

namespace air780 {

WaitForEvent::WaitForEvent(const ControlledModule& controlled, EventCondition condition, Duration timeout)
    : events_(controlled.events), condition_(std::move(condition)), timer_(controlled.scheduler) {
  events_.follow(*this);
  timer_.start(timeout, [this] { finish(error_response(408, "it did not happen in time")); });
}

WaitForEvent::~WaitForEvent() { events_.leave(*this); }

void WaitForEvent::event_kept(const KeptEvent& kept) {
  if (found_ || !matches(condition_, kept.event())) return;
  found_ = json_response(event_json(kept.number(), kept.event()));
  // The module is in the middle of something; the answer may change who follows it.
  timer_.start({}, [this] { finish(std::move(*found_)); });
}

void WaitForEvent::finish(ControlResponse response) {
  const auto respond = std::move(answer);
  respond(std::move(response));
}

}  // namespace air780
