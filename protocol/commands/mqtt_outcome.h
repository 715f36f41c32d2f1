// What a command answers when it handed a request to the MQTT session. Pure; any thread.
#pragma once

#include "protocol/at/result.h"
#include "protocol/mqtt/mqtt_client.h"

namespace air780 {

// OK; 767 without a session; ERROR for what no MQTT client may send (a topic that is not UTF-8, a wildcard to publish
// to).
inline Result outcome(MqttRequestResult result) {
  switch (result) {
    case MqttRequestResult::accepted:
      return Result::ok();
    case MqttRequestResult::not_connected:
      return Result::cme(CmeError::operation_failed);
    case MqttRequestResult::bad_utf8:
    case MqttRequestResult::rejected:
      break;
  }
  return Result::error();
}

}  // namespace air780
