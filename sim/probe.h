// `air780sim probe`: is a module answering there?
#pragma once

#include "sim/options.h"

namespace air780 {

// One AT/OK round trip within 2 s. Exit code 0, or 1 with the reason on stderr.
int probe(const ProbeOptions& options);

}  // namespace air780
