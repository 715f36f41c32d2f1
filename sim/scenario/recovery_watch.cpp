#include "sim/scenario/recovery_watch.h"

#include <variant>

#include "sim/scenario/subject.h"

namespace air780 {

void RecoveryWatch::see(const Event& event) {
  if (const auto* fault = std::get_if<FaultActed>(&event.body); fault && !fault->ended) {
    std::erase_if(open_, [this](std::size_t i) { return !recoveries_[i].disturbed; });
    open_.push_back(recoveries_.size());
    recoveries_.push_back({std::string(fault->rule), event.at, !online_, {}});
    return;
  }
  Subject online;
  online.kind = Subject::Kind::state;
  online.text = "mqtt";
  online.value = "online";
  if (leaves(online, event)) lost();
  if (sightings(online, event) > 0) online_ = true;
  Subject connack;
  connack.kind = Subject::Kind::line;
  connack.text = "CONNACK OK";
  if (sightings(connack, event) > 0) regained(event.at);
}

void RecoveryWatch::lost() {
  online_ = false;
  for (const std::size_t i : open_) recoveries_[i].disturbed = true;
}

void RecoveryWatch::regained(Duration at) {
  for (const std::size_t i : open_) {
    if (recoveries_[i].disturbed) recoveries_[i].time = at - recoveries_[i].at;
  }
  std::erase_if(open_, [this](std::size_t i) { return recoveries_[i].time.has_value(); });
}

}  // namespace air780
