// What a command answers when it handed a request to the MQTT session. Functions; one thread.
#pragma once

#include "protocol/at/result.h"
#include "protocol/module.h"
#include "protocol/mqtt/mqtt_client.h"

namespace air780 {

// The answer to an MQTT command that the session is not in the state for.
inline Result wrong_mqtt_state(const Module& module) {
  switch (module.profile().quirks.mqtt_wrong_state) {
    case Quirks::WrongMqttState::error_767:
      break;
    case Quirks::WrongMqttState::error:
      return Result::error();
    case Quirks::WrongMqttState::error_3:
      return Result::cme(CmeError::operation_not_allowed);
  }
  return Result::cme(CmeError::operation_failed);
}

// The same unless what was to be begun has begun.
inline Result ok_if_begun(const Module& module, bool begun) { return begun ? Result::ok() : wrong_mqtt_state(module); }

// ERROR for what no MQTT client may send: a topic that is not UTF-8, a wildcard to publish to.
inline Result outcome(const Module& module, MqttRequestResult result) {
  switch (result) {
    case MqttRequestResult::accepted:
      return Result::ok();
    case MqttRequestResult::not_connected:
      return wrong_mqtt_state(module);
    case MqttRequestResult::bad_utf8:
    case MqttRequestResult::rejected:
      break;
  }
  return Result::error();
}

}  // namespace air780
