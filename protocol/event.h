// Everything the module does, as one stream: transcript, capture, fault triggers, expectations and the control API are
// listeners of it, and none of them reaches into the module.
// The stream is owned by the composition and outlives the module and the listeners; one thread only. What a body points
// to is valid during the call only.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <variant>
#include <vector>

#include "protocol/mqtt/mqtt_client.h"
#include "protocol/ports/scheduler.h"

namespace air780 {

// Bytes on the serial line. Bytes from the host while the module does not listen are `lost`.
struct SerialBytes {
  enum class Direction { from_host, to_host } direction;
  std::string_view bytes;
  bool lost = false;
};

// One command of a line, "+CSQ" or "+MSUB=\"t\",0" as the host wrote it, without AT and separators.
struct CommandStarted {
  std::string_view text;
};

// `result` as printed: "OK", "ERROR", "+CME ERROR: 767", "SHUT OK", … (also when ATQ1 keeps it from being printed).
struct CommandFinished {
  std::string_view text;
  std::string_view result;
};

// An asynchronous line as it leaves, without its CR LF frame: "CONNECT OK", "+MSUB: 0", …
struct UnsolicitedLine {
  std::string_view text;
};

// A state of the module took another value: "mqtt" offline -> opening, "scene" IP START -> IP CONFIG, …
struct StateChanged {
  std::string_view what;
  std::string_view from;
  std::string_view to;
};

struct MqttPacketSeen {
  const MqttPacket& packet;
};

enum class PowerStep { on, listening, booted, off };
constexpr std::string_view to_string(PowerStep step) {
  constexpr std::array<std::string_view, 4> names = {"on", "listening", "booted", "off"};
  return names[static_cast<std::size_t>(step)];
}
struct PowerChanged {
  PowerStep step;
};

// A file or directory of the flash was created, written or removed.
struct FileChanged {
  std::string_view name;
  std::string_view what;  // "created", "written", "removed"
};

// A fault began to act, or ended. `rule` as its author wrote it; `action` is its part behind the colon.
struct FaultActed {
  std::string_view rule;
  std::string_view action;
  bool ended = false;
};

// Something a person debugging a driver wants to know: what was wrong with an argument, why a message was dropped.
struct Notice {
  enum class Level { information, warning } level;
  std::string_view text;
};

using EventBody = std::variant<SerialBytes, CommandStarted, CommandFinished, UnsolicitedLine, StateChanged,
                               MqttPacketSeen, PowerChanged, FileChanged, FaultActed, Notice>;

struct Event {
  Duration at;  // since the emulator began
  EventBody body;
};

class EventListener {
 public:
  virtual ~EventListener() = default;
  virtual void on_event(const Event& event) = 0;
};

class EventStream {
 public:
  explicit EventStream(const Scheduler& scheduler) : scheduler_(scheduler) {}

  // Listeners hear events in the order in which they were added. Neither call may come from inside on_event.
  void add(EventListener& listener) { listeners_.push_back(&listener); }
  void remove(EventListener& listener) { std::erase(listeners_, &listener); }

  void emit(const EventBody& body) const {
    if (listeners_.empty()) return;
    const Event event{scheduler_.now(), body};
    ++depth_;
    for (EventListener* listener : listeners_) listener->on_event(event);
    --depth_;
  }

  // An event is being told. The module is then in the middle of something: whoever wants to act on it does so later.
  bool telling() const { return depth_ > 0; }

 private:
  const Scheduler& scheduler_;
  mutable int depth_ = 0;
  std::vector<EventListener*> listeners_;
};

}  // namespace air780
