// KeptState as text, a line each: NAME=VALUE. So it lies in the settings memory, readable for a person. Pure; any
// thread.
//   echo=0
//   baud-rate=115200
//   serial-number=AB\20CD
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "protocol/kept_state.h"

namespace air780 {

std::string to_text(KeptState state);

struct ReadState {
  KeptState state;
  std::vector<std::string> complaints;  // "line 3: ...", for a person; none: the text is whole
};

// What is not in the text, or is wrong there, stays as it is in `factory`. Empty lines and those that begin with # mean
// nothing.
ReadState kept_state_of(std::string_view text, const KeptState& factory);

}  // namespace air780
