// Who may use the control API. A browser on this machine may not be led here by a stranger's page, and from other
// machines nobody comes in without the token, unless they all may. Values and pure functions; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sim/control/control_message.h"

namespace air780 {

struct AccessRules {
  bool loopback = true;    // it listens on this machine only
  std::string token = {};  // empty: none is asked for
  bool open = false;       // without a token other machines may come in too
};

// What a request says of where it comes from; empty: nothing.
struct RequestCredentials {
  std::string_view host;
  std::string_view origin;
  std::string_view authorization;
};

// Nothing when the request may go on, otherwise the answer to it:
// 401 without the right token; 403 from the page of another site (Origin), or, where no token is asked for, under a
// name (Host) that a stranger could have made to lead here, which is how a page would get around that: this machine
// goes by localhost or an address; where other machines may come in also by a name without a dot, which nobody can
// register.
std::optional<ControlResponse> refuse(const AccessRules& rules, const RequestCredentials& credentials);

}  // namespace air780
