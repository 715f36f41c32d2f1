#include "sim/fault/state_names.h"

#include <array>

namespace air780 {

std::span<const StateNames> state_names() {
  static const std::array<StateNames, 5> names = {{
      {"mqtt", {"offline", "opening", "link-up", "connecting", "online", "closing"}},
      {"registration", {"not-registered", "registered", "searching", "denied", "unknown", "roaming"}},
      {"scene", {"ip-initial", "ip-start", "ip-config", "ip-gprsact", "ip-status", "pdp-deact"}},
      {"sim", {"absent", "starting", "pin", "puk", "blocked", "ready"}},
      {"power", {"on", "listening", "booted", "off"}},
  }};
  return names;
}

std::string state_name(std::string_view told) {
  std::string name(told);
  for (char& c : name) {
    if (c == ' ') c = '-';
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return name;
}

}  // namespace air780
