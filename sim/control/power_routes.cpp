// The supply and the pins.
#include <fmt/format.h>

#include <boost/json.hpp>

#include "protocol/duration.h"
#include "sim/control/pin_press.h"
#include "sim/control/route_handlers.h"
#include "sim/text/escapes.h"

namespace air780 {
namespace {

constexpr Duration longest_press = std::chrono::minutes(1);

}  // namespace

ControlAnswer post_power(const ControlledModule& controlled, const ControlRequest& request) {
  const auto action = body_text(request, "action");
  if (!action) return action.error();
  if (*action != "on" && *action != "off" && *action != "cycle") {
    return error_response(400, fmt::format("'{}' is not allowed; on, off and cycle are", escape(*action)));
  }
  if (*action != "on") controlled.module.power_off();
  if (*action != "off") controlled.module.power_on();
  return json_response({{"power", to_string(controlled.module.power_step())}});
}

ControlAnswer put_dtr(const ControlledModule& controlled, const ControlRequest& request) {
  const auto level = body_text(request, "level");
  if (!level) return level.error();
  if (*level != "on" && *level != "off") {
    return error_response(400, fmt::format("'{}' is not allowed; on and off are", escape(*level)));
  }
  HostLines lines = controlled.module.host_lines();
  lines.terminal_ready = *level == "on";
  controlled.module.set_host_lines(lines);
  return json_response({{"pin", "dtr"}, {"level", *level}});
}

ControlAnswer post_pin(const ControlledModule& controlled, const ControlRequest& request) {
  if (request.parameter != "pwrkey" && request.parameter != "reset") {
    return error_response(404, fmt::format("'{}' is no pin to press; pwrkey and reset are", escape(request.parameter)));
  }
  const auto text = body_text(request, "pressed");
  if (!text) return text.error();
  const auto duration = parse_duration(*text);
  if (!duration || *duration > longest_press) {
    return error_response(
        400, fmt::format("pressed: '{}' is not allowed; {}, at most 1min, is", escape(*text), duration_syntax));
  }
  return std::make_unique<PinPress>(controlled, request.parameter == "reset" ? Pin::reset : Pin::pwrkey, *duration);
}

}  // namespace air780
