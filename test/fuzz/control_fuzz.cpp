// What clients of the control API write into a request's target: taken apart, put together and taken apart again it has
// to be the same; and what they wait for.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "sim/control/control_message.h"
#include "sim/control/control_target.h"
#include "sim/control/event_condition.h"

namespace {

void check_target(std::string_view text) {
  const auto target = air780::parse_request_target(text);
  if (!target) return;
  // Nobody puts together a path with nothing or a dot between two slashes.
  if (std::ranges::any_of(target->path, [](const std::string& part) { return part.empty() || part == "."; })) return;
  const auto again =
      air780::parse_request_target(air780::control_target(target->path, {target->query.begin(), target->query.end()}));
  if (!again || again->path != target->path || again->query != target->query) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check_target(text);
  (void)air780::parse_event_condition(text);
  return 0;
}
