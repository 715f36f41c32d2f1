// What an expectation looks for in the stream of events: a command of the host, a line of the module, an MQTT packet, a
// state, a fault. Values and a pure function over them; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "protocol/event.h"

namespace air780 {

struct Subject {
  enum class Kind {
    command,  // AT+CFUN in whatever form; AT+CFUN=1,1 exactly so; AT+MPUB="t",* with anything behind
    line,     // "CONNECT OK": a line of the module that begins so
    packet,   // PUBACK<, PUBLISH>
    message,  // message TOPIC: a PUBLISH to the broker on it; TOPIC is a filter, with + and #
    state,    // mqtt=online, power=booted: the state takes this value
    fault,    // a fault begins to act
    start,    // the run begins; never seen as an event
  } kind = Kind::start;
  std::string text;       // command: "+CFUN"; line: its beginning; message: the filter; state: the name
  std::string value;      // command: what stands behind the name, "=1,1"; state: the value, as rules write it
  bool any_form = false;  // command: `value` does not matter
  MqttPacketType packet = MqttPacketType::connect;
  MqttDirection direction = MqttDirection::to_broker;
  std::string words;  // as its author wrote it
};

// How often the event shows the subject: a reply can hold several lines that do.
std::size_t sightings(const Subject& subject, const Event& event);

// An event that takes the module out of the subject's state: mqtt=online -> anything else. False for any other kind.
bool leaves(const Subject& subject, const Event& event);

// MQTT 3.1.1 §4.7; without the rule on topics that begin with $.
bool topic_matches(std::string_view filter, std::string_view topic);

}  // namespace air780
