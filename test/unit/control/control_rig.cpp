#include "test/unit/control/control_rig.h"

#include <boost/json.hpp>
#include <stdexcept>
#include <utility>

namespace air780 {

ControlRig::ControlRig(EventLog::Limits limits) : log(limits) {
  rig.events.add(faults);
  rig.events.add(log);
  rig.events.add(counters);
}

ControlRig::~ControlRig() {
  rig.events.remove(faults);
  rig.events.remove(log);
  rig.events.remove(counters);
}

ControlAnswer ControlRig::answer(const std::string& method, std::string_view target, const std::string& body,
                                 const std::string& content_type) {
  auto parsed = parse_request_target(target);
  if (!parsed) throw std::runtime_error("no target: " + std::string(target));
  ControlRequest request{method, std::move(*parsed), content_type, body, {}};
  const auto route = find_route(request);
  if (!route) return route.error();
  return (*route)->handler(controlled, request);
}

ControlResponse ControlRig::ask(const std::string& method, std::string_view target, const std::string& body,
                                const std::string& content_type) {
  auto answered = answer(method, target, body, content_type);
  if (auto* response = std::get_if<ControlResponse>(&answered)) return std::move(*response);
  throw std::runtime_error("not answered at once: " + std::string(target));
}

boost::json::value ControlRig::ask_json(const std::string& method, std::string_view target, const std::string& body) {
  return boost::json::parse(ask(method, target, body).body);
}

void ControlRig::ask_later(Later& later, const std::string& method, std::string_view target, const std::string& body,
                           const std::string& content_type) {
  auto answered = answer(method, target, body, content_type);
  auto* pending = std::get_if<std::unique_ptr<PendingAnswer>>(&answered);
  if (!pending) throw std::runtime_error("answered at once: " + std::get<ControlResponse>(answered).body);
  later.pending = std::move(*pending);
  later.pending->answer = [&later](ControlResponse response) {
    later.response = std::move(response);
    later.pending.reset();
  };
}

}  // namespace air780
