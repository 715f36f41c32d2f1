// What a command answers that keeps something over the loss of power. Pure; any thread.
#pragma once

#include "protocol/at/result.h"

namespace air780 {

// `kept` is what Module::keep() or keep_settings() returned.
inline Result ok_if_kept(bool kept) { return kept ? Result::ok() : Result::cme(CmeError::memory_failure); }

}  // namespace air780
