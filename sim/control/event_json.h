// An event as one JSON object: what the control API tells of it. Pure; any thread.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>

#include "protocol/event.h"

namespace air780 {

// {"number":17,"at":3.655824,"kind":"urc","text":"PUBACK"}. `kind` is the word that stands in a transcript, texts and
// bytes are escaped as there: printable ASCII, everything else as C escapes.
boost::json::object event_json(std::uint64_t number, const Event& event);

}  // namespace air780
