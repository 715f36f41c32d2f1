#include "sim/control/routes.h"

#include <fmt/format.h>

#include "fs/module_flash.h"
#include "sim/control/route_handlers.h"
#include "sim/text/escapes.h"

namespace air780 {
namespace {

constexpr ControlRoute routes[] = {
    {.method = "GET", .path = "/health", .handler = get_health},
    {.method = "GET", .path = "/openapi.json", .handler = get_description},
    {.method = "GET", .path = "/state", .handler = get_state},
    {.method = "GET", .path = "/counters", .handler = get_counters},
    {.method = "GET", .path = "/cache", .handler = get_cache},
    {.method = "GET", .path = "/clock", .handler = get_clock},
    {.method = "PUT", .path = "/clock", .handler = put_clock, .most_body = ControlRoute::small_body},
    {.method = "GET", .path = "/rules", .handler = get_rules},
    {.method = "POST", .path = "/rules", .handler = post_rule, .most_body = ControlRoute::small_body},
    {.method = "DELETE", .path = "/rules", .handler = delete_rules},
    {.method = "DELETE", .path = "/rules/{id}", .handler = delete_rule},
    {.method = "POST", .path = "/inject", .handler = post_inject, .most_body = ControlRoute::small_body},
    {.method = "GET", .path = "/files", .handler = get_files},
    {.method = "GET", .path = "/files/{name}", .handler = get_file},
    {.method = "PUT", .path = "/files/{name}", .handler = put_file, .most_body = ModuleFlash::partition},
    {.method = "DELETE", .path = "/files/{name}", .handler = delete_file},
    {.method = "GET", .path = "/transcript", .handler = get_transcript},
    {.method = "GET", .path = "/wait", .handler = get_wait},
    {.method = "GET", .path = "/events", .handler = get_events, .event_stream = true},
    {.method = "POST", .path = "/power", .handler = post_power, .most_body = ControlRoute::small_body},
    {.method = "PUT", .path = "/pins/dtr", .handler = put_dtr, .most_body = ControlRoute::small_body},
    {.method = "POST", .path = "/pins/{pin}", .handler = post_pin, .most_body = ControlRoute::small_body},
};

// The parts of the path that stand in the place of {…}, joined again; nothing when the path is not this route's.
std::optional<std::string> match(const ControlRoute& route, const std::vector<std::string>& path) {
  std::string_view pattern = route.path.substr(1);
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (pattern.starts_with('{')) {
      std::string rest = path[i];
      for (++i; i < path.size(); ++i) rest += "/" + path[i];
      return rest.empty() ? std::nullopt : std::optional(rest);
    }
    const std::size_t end = std::min(pattern.find('/'), pattern.size());
    if (pattern.substr(0, end) != path[i]) return std::nullopt;
    pattern.remove_prefix(std::min(end + 1, pattern.size()));
  }
  return pattern.empty() ? std::optional<std::string>("") : std::nullopt;
}

}  // namespace

std::span<const ControlRoute> control_routes() { return routes; }

boost::system::result<const ControlRoute*, ControlResponse> find_route(ControlRequest& request) {
  std::string allowed;
  for (const ControlRoute& route : routes) {
    auto parameter = match(route, request.target.path);
    if (!parameter) continue;
    if (route.method == request.method) {
      request.parameter = std::move(*parameter);
      return &route;
    }
    allowed += fmt::format("{}{}", allowed.empty() ? "" : ", ", route.method);
  }
  if (allowed.empty()) return error_response(404, "there is nothing here; /openapi.json lists what there is");
  ControlResponse response =
      error_response(405, fmt::format("{} is not allowed here; {} is", escape(request.method), allowed));
  response.headers["Allow"] = allowed;
  return response;
}

}  // namespace air780
