// Lines about the network whose form differs from firmware to firmware. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "protocol/ports/scheduler.h"
#include "protocol/quirks.h"

namespace air780 {

// The network's time. Date and time are in UTC, also where the zone says +8 h in quarters: so the modules print it (C3,
// C7, C8, C9).
std::string network_time_line(Quirks::Nitz form, UtcTime utc);

// The loss of the context that the scene uses (X11); AT+CIICR prints it too.
std::string_view scene_loss_line(Quirks::PdpDeact spelling);

}  // namespace air780
