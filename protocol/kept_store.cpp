#include "protocol/kept_store.h"

#include <fmt/format.h>

#include <utility>

#include "protocol/kept_state_text.h"

namespace air780 {

KeptStore::KeptStore(const KeptState& factory, SettingsMemory* memory, const EventStream& events)
    : memory_(memory), events_(events), state_(factory) {
  if (!memory_) return;
  auto [state, complaints] = kept_state_of(memory_->load(), factory);
  state_ = std::move(state);
  if (complaints.empty()) return;
  for (const std::string& complaint : complaints) {
    events_.emit(Notice{Notice::Level::warning, fmt::format("kept settings, {}; the factory's stays", complaint)});
  }
  memory_->set_aside();
  keep(state_);
}

bool KeptStore::keep(const KeptState& state) {
  if (memory_ && !memory_->store(to_text(state))) {
    events_.emit(Notice{Notice::Level::warning, "the settings could not be kept"});
    return false;
  }
  state_ = state;
  return true;
}

}  // namespace air780
