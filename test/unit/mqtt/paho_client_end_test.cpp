// Ends in every state: memory loss, destruction, the end of the program.
#include "mqtt_rig.h"

namespace air780 {
namespace {

using enum MqttPacketType;

class PahoEnd : public MqttTest {
 protected:
  Module module_{io_, engine_};
};

TEST_F(PahoEnd, ForgetsInEveryState) {
  module_.client().forget();
  for (const bool clean : {true, false}) {
    const MqttConnectRequest request = request_of("m", clean);
    module_.connect(request);
    module_.client().forget();
    module_.connect(request);
    expect_packet(module_, MqttPacketType::connect);
    module_.client().forget();
    module_.link().cut();
    establish(module_, request);
    module_.client().publish({.topic = "t", .payload = "x", .qos = 2});
    module_.client().forget();
    module_.link().cut();
    establish(module_, request);
    module_.client().abandon();
    module_.client().forget();
    establish(module_, request);
    module_.client().disconnect([] { FAIL(); });
    module_.client().forget();
    module_.link().cut();
  }
  let_paho_go_round();
}

TEST_F(PahoEnd, EndsAtAnyMoment) {
  for (int stage = 0; stage < 5; ++stage) {
    auto engine = std::make_unique<PahoEngine>(io_, log_);
    if (stage == 0) continue;
    Module module(io_, *engine);
    module.connect(request_of("m", stage % 2 == 0));
    if (stage >= 2) expect_packet(module, MqttPacketType::connect);
    if (stage >= 3) module.client().link_received(connack_packet(0));
    if (stage >= 4) {
      ASSERT_TRUE(run_until([&] { return module.heard().connected == 1; }));
      module.client().publish({.topic = "t", .payload = "x", .qos = 1});
    }
    module.link().cut();
    module.destroy();
    engine.reset();
    run_ready();
  }
}

TEST_F(PahoEnd, EndsWithTheContextNeverRunAgain) {
  auto io = std::make_unique<boost::asio::io_context>();
  auto engine = std::make_unique<PahoEngine>(*io, log_);
  auto module = std::make_unique<Module>(*io, *engine);
  module->connect(request_of("m", false));
  module->link().answer_by_itself();
  while (module->heard().connected == 0) io->run_one();
  module->client().publish({.topic = "t", .payload = "x", .qos = 1});
  io->stop();
  module.reset();
  engine.reset();
  io.reset();
}

TEST_F(PahoEnd, AnObserverMayDestroyItsClient) {
  module_.heard().on_connected = [&] { module_.destroy(); };
  module_.connect(request_of("m"));
  expect_packet(module_, MqttPacketType::connect);
  module_.link().send(connack_packet(0));
  ASSERT_TRUE(run_until([&] { return module_.heard().connected == 1; }));
  let_paho_go_round();
}

}  // namespace
}  // namespace air780
