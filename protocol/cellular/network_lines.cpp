#include "protocol/cellular/network_lines.h"

#include <array>

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace air780 {

std::string network_time_line(Quirks::Nitz form, UtcTime utc) {
  switch (form) {
    case Quirks::Nitz::two_digits:
      break;
    case Quirks::Nitz::no_daylight:
      return fmt::format("+NITZ: {:%y/%m/%d,%H:%M:%S}+32, ", utc);
    case Quirks::Nitz::four_digits:
      return fmt::format("+NITZ: {:%Y/%m/%d,%H:%M:%S}+0,0", utc);
  }
  return fmt::format("+NITZ: {:%y/%m/%d,%H:%M:%S}+32,0", utc);
}

std::string_view scene_loss_line(Quirks::PdpDeact spelling) {
  constexpr std::array<std::string_view, 3> spellings = {"+PDP: DEACT", "+PDP:DEACT", "+PDP DEACT"};
  return spellings[static_cast<std::size_t>(spelling)];
}

}  // namespace air780
