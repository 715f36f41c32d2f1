#include "sim/control/module_state.h"

#include <boost/json.hpp>

#include "sim/fault/state_names.h"
#include "sim/text/escapes.h"

namespace air780 {
namespace {

using boost::json::array;
using boost::json::object;

constexpr NamedState states[] = {
    {"power", [](Module& module) { return to_string(module.power_step()); }},
    {"registration", [](Module& module) { return module.network_service().registration().status_text(); }},
    {"sim", [](Module& module) { return module.sim().state_text(); }},
    {"scene", [](Module& module) { return module.network_service().scene().state_text(); }},
    {"mqtt", [](Module& module) { return module.mqtt().state_text(); }},
};

array contexts_json(const PacketDomain& domain) {
  array contexts;
  for (const auto& [cid, context] : domain.contexts()) {
    contexts.push_back(object{{"cid", cid},
                              {"type", escape(context.type)},
                              {"apn", escape(context.apn)},
                              {"active", context.active},
                              {"address", context.address()}});
  }
  return contexts;
}

object mqtt_json(MqttSession& mqtt) {
  std::size_t cached = 0;
  for (std::size_t slot = 0; slot < mqtt_limits::cache_slots; ++slot) cached += mqtt.cache().valid(slot) ? 1U : 0U;
  return {{"status", mqtt.status_number()},
          {"caches_messages", mqtt.caches_messages},
          {"cached_messages", cached},
          {"hex_mode", mqtt.hex_mode}};
}

}  // namespace

std::span<const NamedState> named_states() { return states; }

object state_json(Module& module) {
  object json{{"model", module.profile().model},
              {"firmware", module.profile().firmware},
              {"imei", module.profile().imei},
              {"iccid", module.profile().iccid}};
  object values;
  for (const NamedState& state : states) values[state.name] = state_name(state.value(module));
  PacketDomain& domain = module.network_service().packet_domain();
  json["states"] = std::move(values);
  json["functionality"] = module.functionality();
  json["signal"] = module.network_service().signal().strength();
  json["attached"] = domain.attached();
  json["contexts"] = contexts_json(domain);
  json["mqtt"] = mqtt_json(module.mqtt());
  json["host_lines"] =
      object{{"dtr", module.host_lines().terminal_ready}, {"rts", module.host_lines().request_to_send}};
  json["clock"] = module.clock().text();
  return json;
}

array cache_json(Module& module) {
  array slots;
  for (std::size_t slot = 0; slot < mqtt_limits::cache_slots; ++slot) {
    object json{{"slot", slot}};
    if (const MqttMessage* message = module.mqtt().cache().message(slot)) {
      json["topic"] = escape(message->topic);
      json["payload"] = escape(message->payload);
      json["qos"] = message->qos;
      json["retain"] = message->retain;
    }
    slots.push_back(std::move(json));
  }
  return slots;
}

}  // namespace air780
