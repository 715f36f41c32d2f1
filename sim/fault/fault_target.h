// What faults act upon. The engine decides when; a target does it to the module and to the world around it.
// Owned by the composition; one thread. Calls may come from inside an event or an Interference call.
#pragma once

#include "sim/fault/rule.h"

namespace air780 {

// Told by a target what ends without anybody's doing.
class FaultObserver {
 public:
  virtual ~FaultObserver() = default;
  // An armed action (`tls-fail`, `dns-fail`, `flash-error`, each without T) has been used, or a lasting one has lost
  // what it acted on. It is over; the target hears no end() for it. May be called at any time, also from inside
  // begin().
  virtual void fault_over(ActionKind kind) = 0;
};

// Hears every action but those that decide what becomes of one command or packet (`fail`, `answer`, `silence`, `drop`,
// `duplicate`, `delay` of a packet, `connack`, `suback-fail`): these the engine answers itself.
class FaultTarget {
 public:
  virtual ~FaultTarget() = default;
  // Set by the engine, which lives shorter than the target; nullptr when it goes.
  virtual void set_observer(FaultObserver* observer) = 0;
  // The action takes effect: at once and for good (`closed`, `urc`), from now on (`blackhole`), or armed for the next
  // time it matters (`tls-fail`; with `lasts`, for every time until end()). Two lasting actions of one kind: the later
  // one counts, and only it is ended.
  virtual void begin(const Action& action) = 0;
  // A lasting or armed action is over, by its time or because it was taken back: what it broke works again as on the
  // module. Nothing when it is over already.
  virtual void end(const Action& action) = 0;
};

}  // namespace air780
