// Holds what outlives the module's power, and brings each change of it to the settings memory before it counts. Owned
// by the module; one thread.
#pragma once

#include "protocol/event.h"
#include "protocol/kept_state.h"
#include "protocol/ports/settings_memory.h"

namespace air780 {

class KeptStore {
 public:
  // Reads what the memory has (none: what is kept lives as long as this object). What is wrong in it is told by notices
  // and put aside; the factory's stands in its place.
  KeptStore(const KeptState& factory, SettingsMemory* memory, const EventStream& events);

  const KeptState& state() const { return state_; }
  // False, and nothing has changed, when the memory fails.
  bool keep(const KeptState& state);

 private:
  SettingsMemory* const memory_;
  const EventStream& events_;
  KeptState state_;
};

}  // namespace air780
