// Sessions of several modules that are killed at random points. The number of cycles comes from AIR780_STRESS_CYCLES,
// the seed from AIR780_STRESS_SEED.
#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <random>

#include "mqtt_rig.h"

namespace air780 {
namespace {

unsigned from_environment(const char* name, unsigned otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr ? otherwise : static_cast<unsigned>(std::strtoul(value, nullptr, 10));
}

class PahoStress : public MqttTest {
 protected:
  unsigned any(unsigned below) { return static_cast<unsigned>(random_() % below); }

  void begin(Module& module) {
    MqttConnectRequest request = request_of(any(4) == 0 ? "" : "id-" + std::to_string(any(3)), any(2) == 0);
    request.keepalive_seconds = static_cast<std::uint16_t>(1 + any(100));
    if (any(2) == 0) request.will = MqttMessage{.topic = "will", .payload = std::string(any(200), 'w')};
    module.connect(request);
    if (any(5) != 0) module.link().answer_by_itself(any(2) == 0);
  }

  void use(Module& module) {
    const MqttMessage message{.topic = "t", .payload = std::string(any(9000), 'p'), .qos = static_cast<int>(any(3))};
    for (unsigned i = any(4); i > 0; --i) module.client().publish(message);
    if (any(4) == 0) module.client().subscribe("s/#", 1);
    if (any(3) == 0)
      module.link().send(publish_packet("in", message.payload, message.qos, 1 + static_cast<int>(any(9))));
  }

  void end(std::unique_ptr<Module>& module) {
    switch (any(8)) {
      case 0:
        return module->client().forget();
      case 1:
        return module->client().disconnect([] {});
      case 2:
        return module->client().link_received(connack_packet(static_cast<int>(any(7))));
      case 3:
        return module->client().link_received(std::string(any(50), static_cast<char>(random_())));
      case 4:
        module = std::make_unique<Module>(io_, engine_);
        return;
      default:
        return module->client().abandon();
    }
  }

  std::minstd_rand random_;
};

TEST_F(PahoStress, SurvivesSessionsKilledAtRandomPoints) {
  const unsigned cycles = from_environment("AIR780_STRESS_CYCLES", 200);
  const unsigned seed = from_environment("AIR780_STRESS_SEED", std::random_device()());
  std::cout << "seed " << seed << ", " << cycles << " cycles" << std::endl;
  random_.seed(seed);

  std::vector<std::unique_ptr<Module>> modules;
  for (int i = 0; i < 6; ++i) modules.push_back(std::make_unique<Module>(io_, engine_));
  unsigned connected = 0;
  for (unsigned cycle = 0; cycle < cycles; ++cycle) {
    auto& module = modules[any(6)];
    const int before = module->heard().connected;
    begin(*module);
    for (unsigned steps = any(60); steps > 0; --steps) {
      io_.run_one_for(std::chrono::milliseconds(1));
      if (any(10) == 0) use(*module);
    }
    if (module->heard().connected > before) ++connected;
    if (any(3) != 0) end(module);
  }
  std::cout << connected << " sessions were up when they were killed" << std::endl;

  for (auto& module : modules) {
    module->client().forget();
    establish(*module, request_of("after"));
  }
}

}  // namespace
}  // namespace air780
