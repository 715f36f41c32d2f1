// What happened and what will: transcript, wait, and the stream of events.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>

#include "protocol/duration.h"
#include "sim/control/event_json.h"
#include "sim/control/module_state.h"
#include "sim/control/route_handlers.h"
#include "sim/control/wait_for_event.h"
#include "sim/fault/state_names.h"
#include "sim/text/escapes.h"
#include "sim/trace/transcript.h"

namespace air780 {
namespace {

constexpr Duration usual_wait = std::chrono::seconds(10);
constexpr Duration longest_wait = std::chrono::minutes(10);
constexpr std::uint64_t usual_transcript = 1000;

const std::string* parameter(const ControlRequest& request, const std::string& name) {
  const auto found = request.target.query.find(name);
  return found == request.target.query.end() ? nullptr : &found->second;
}

// A number of the query; `otherwise` when it is not given.
boost::system::result<std::uint64_t, ControlResponse> number(const ControlRequest& request, const std::string& name,
                                                             std::uint64_t otherwise) {
  const std::string* text = parameter(request, name);
  if (!text) return otherwise;
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (error == std::errc() && end == text->data() + text->size()) return value;
  return error_response(400, fmt::format("{}: '{}' is not a number from 0 on", name, escape(*text)));
}

ControlResponse forgotten(const EventLog& events) {
  return error_response(410, fmt::format("since: that is too long ago; the events behind {} are kept",
                                         events.last_number() - events.events().size()));
}

boost::system::result<Duration, ControlResponse> timeout_of(const ControlRequest& request) {
  const std::string* text = parameter(request, "timeout");
  const auto timeout = text ? parse_duration(*text) : usual_wait;
  if (timeout && *timeout <= longest_wait) return *timeout;
  return error_response(
      400, fmt::format("timeout: '{}' is not allowed; {}, at most 10min, is", escape(*text), duration_syntax));
}

boost::system::result<EventCondition, ControlResponse> condition_of(const ControlRequest& request) {
  const std::string* text = parameter(request, "for");
  if (!text)
    return error_response(
        400,
        "for= is missing: a command (AT+MPUB), a line (\"CONNECT OK\"), a packet (PUBACK< or PUBLISH>), a "
        "state (mqtt=online) or fault");
  auto condition = parse_event_condition(*text);
  if (!condition) return error_response(400, "for: " + condition.error());
  return std::move(*condition);
}

// What answers at once: an event behind `since`, or without that a state which is so already.
std::optional<ControlResponse> already(const ControlledModule& controlled, const EventCondition& condition,
                                       std::optional<std::uint64_t> since) {
  if (since) {
    for (const KeptEvent& kept : controlled.events.events()) {
      if (kept.number() <= *since || !matches(condition, kept.event())) continue;
      return json_response(event_json(kept.number(), kept.event()));
    }
    return std::nullopt;
  }
  const Trigger& subject = condition.subject;
  if (subject.kind != Trigger::Kind::state) return std::nullopt;
  const auto state = std::ranges::find(named_states(), subject.text, &NamedState::name);
  if (state == named_states().end() || state_name(state->value(controlled.module)) != subject.value) {
    return std::nullopt;
  }
  return json_response({{"number", controlled.events.last_number()},
                        {"at", std::chrono::duration<double>(controlled.scheduler.now()).count()},
                        {"kind", "already"},
                        {"what", subject.text},
                        {"to", subject.value}});
}

}  // namespace

ControlAnswer get_transcript(const ControlledModule& controlled, const ControlRequest& request) {
  const auto last = number(request, "last", usual_transcript);
  if (!last) return last.error();
  const auto since = number(request, "since", 0);
  if (!since) return since.error();
  const EventLog& events = controlled.events;
  if (parameter(request, "since") && !events.reaches_back_to(*since)) return forgotten(events);
  const std::string* format = parameter(request, "format");
  if (format && *format != "text" && *format != "json") {
    return error_response(400, fmt::format("format: '{}' is not allowed; text and json are", escape(*format)));
  }
  const std::uint64_t skipped = events.last_number() - std::min(*last, events.last_number());
  std::string text;
  boost::json::array json;
  for (const KeptEvent& kept : events.events()) {
    if (kept.number() <= std::max(*since, skipped)) continue;
    if (format && *format == "json") {
      json.push_back(event_json(kept.number(), kept.event()));
    } else {
      text += transcript_line(kept.event()) + "\n";
    }
  }
  return format && *format == "json" ? json_response(std::move(json)) : text_response(std::move(text));
}

ControlAnswer get_wait(const ControlledModule& controlled, const ControlRequest& request) {
  const auto condition = condition_of(request);
  if (!condition) return condition.error();
  const auto timeout = timeout_of(request);
  if (!timeout) return timeout.error();
  const auto number_since = number(request, "since", 0);
  if (!number_since) return number_since.error();
  const auto since = parameter(request, "since") ? std::optional(*number_since) : std::nullopt;
  if (since && !controlled.events.reaches_back_to(*since)) return forgotten(controlled.events);
  if (auto response = already(controlled, *condition, since)) return std::move(*response);
  return std::make_unique<WaitForEvent>(controlled, *condition, *timeout);
}

boost::system::result<std::uint64_t, ControlResponse> first_event_of_stream(const ControlledModule& controlled,
                                                                            const ControlRequest& request) {
  auto since = number(request, "since", controlled.events.last_number());
  if (since && !controlled.events.reaches_back_to(*since)) return forgotten(controlled.events);
  return since;
}

ControlAnswer get_events(const ControlledModule&, const ControlRequest&) {
  ControlResponse response = error_response(426, "this is a WebSocket: one text message an event");
  response.headers["Upgrade"] = "websocket";
  return response;
}

}  // namespace air780
