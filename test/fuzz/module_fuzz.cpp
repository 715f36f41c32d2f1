// The whole module from raw bytes. Two things must hold whatever comes: nothing breaks (the sanitizers watch), and the
// module says the same to the byte whether its input comes whole, one byte at a time or in sevens.
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "test/fake/module_rig.h"
#include "test/fuzz/fuzz_input.h"

namespace {

using namespace air780;
using fuzz::World;

ModelProfile quick_profile() {
  ModelProfile profile;
  profile.timing.boot = std::chrono::milliseconds(10);
  return profile;
}

void act(fake::ModuleRig& rig, World world) {
  switch (world) {
    case World::short_while:
      break;
    case World::long_while:
      rig.advance(std::chrono::seconds(25));
      break;
    case World::peer_publishes:
      rig.mqtt.peer_publish({"mqtt/sub_topic", "hello", 1, false});
      break;
    case World::peer_closes:
      rig.network.close_from_peer();
      break;
    case World::network_drops:
      rig.module.network_service().network_deactivates(PacketDomain::default_context);
      break;
    case World::client_fails:
      rig.mqtt.fail();
      break;
    case World::power_cycle:
      rig.module.power_off();
      rig.module.power_on();
      break;
  }
  rig.advance(std::chrono::milliseconds(50));
}

void feed(fake::ModuleRig& rig, std::string_view bytes, std::size_t chunk_size) {
  for (; !bytes.empty(); bytes.remove_prefix(std::min(chunk_size, bytes.size()))) rig.send(bytes.substr(0, chunk_size));
}

std::string play(std::string_view input, std::size_t chunk_size) {
  fake::ModuleRig rig(quick_profile());
  while (!input.empty()) {
    const auto end = input.find(fuzz::mark);
    feed(rig, input.substr(0, end), chunk_size);
    if (end == std::string_view::npos) break;
    input.remove_prefix(end + fuzz::mark.size());
    const int world = input.empty() ? 0 : static_cast<unsigned char>(input.front()) % fuzz::world_count;
    input.remove_prefix(input.empty() ? 0 : 1);
    act(rig, static_cast<World>(world));
  }
  rig.advance(std::chrono::seconds(30));
  return rig.take();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::string whole = play(input, size + 1);
  for (const std::size_t chunk_size : {std::size_t{1}, std::size_t{7}}) {
    if (play(input, chunk_size) == whole) continue;
    std::fprintf(stderr, "chunks of %zu change what the module says\n", chunk_size);
    std::abort();
  }
  return 0;
}
