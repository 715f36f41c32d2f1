// What faults act upon. The engine decides when; a target does it to the module and to the world around it.
// Owned by the composition; one thread. Calls may come from inside an event or an Interference call.
#pragma once

#include "sim/fault/rule.h"

namespace air780 {

class FaultTarget {
 public:
  virtual ~FaultTarget() = default;
  // The action takes effect: at once and for good (`closed`, `urc`), from now on (`blackhole`), or armed for the next
  // time it matters (`connack`, `tls-fail`). Two lasting actions of one kind: the later one counts.
  virtual void begin(const Action& action) = 0;
  // A lasting or armed action is over, by its time or because it was taken back: what it broke works again as on the
  // module. Nothing when it is over already.
  virtual void end(const Action& action) = 0;
};

}  // namespace air780
