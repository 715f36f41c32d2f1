// Who may use the control API. A browser on this machine may not be led here by a stranger's page, and from other
// machines nobody comes in without the token. Values and pure functions; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sim/control/control_message.h"

namespace air780 {

struct AccessRules {
  bool loopback = true;  // it listens on this machine only
  std::string token;     // empty: none is asked for
};

// What a request says of where it comes from; empty: nothing.
struct RequestCredentials {
  std::string_view host;
  std::string_view origin;
  std::string_view authorization;
};

// Nothing when the request may go on, otherwise the answer to it:
// 401 without the right token; 403 from the page of another site (Origin), or under a name that is not this machine's
// (Host), which is how a stranger's page would get around that.
std::optional<ControlResponse> refuse(const AccessRules& rules, const RequestCredentials& credentials);

}  // namespace air780
