// An event with everything it points to, so that it can be looked at after the call that told of it.
// Owned by the EventLog; one thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "protocol/event.h"

namespace air780 {

class KeptEvent {
 public:
  // `number`: its place in the stream, counted from 1.
  KeptEvent(std::uint64_t number, const Event& event);
  // The event points into this object.
  KeptEvent(const KeptEvent&) = delete;
  KeptEvent& operator=(const KeptEvent&) = delete;

  std::uint64_t number() const { return number_; }
  const Event& event() const { return event_; }
  // What it takes in memory, roughly.
  std::size_t size() const;

 private:
  const std::uint64_t number_;
  std::array<std::string, 3> texts_;
  std::optional<MqttPacket> packet_;
  const Event event_;
};

}  // namespace air780
