// `air780sim verify`: plays dialogues against a module behind a device or a TCP port.
#pragma once

#include "sim/options.h"

namespace air780 {

// Prints a diff where the module differs and a table at the end. Exit code 0 when no dialogue differed or stayed
// without an answer, 1 when one did, 2 when a file or the port is no good.
int verify(const VerifyOptions& options);

}  // namespace air780
