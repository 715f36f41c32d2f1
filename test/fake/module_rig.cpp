#include "test/fake/module_rig.h"

#include <utility>

namespace air780::fake {

ModuleRig::ModuleRig(const ModelProfile& profile, bool powered, Interference* interference,
                     SettingsMemory* settings_memory)
    : module(profile, {scheduler, network, mqtt, *this, events, flash, *this, interference, settings_memory}) {
  if (!powered) return;
  module.power_on();
  advance(profile.timing.boot + std::chrono::milliseconds(20));
  take();
}

std::string ModuleRig::take() {
  std::string all;
  for (const std::string& write : take_writes()) all += write;
  return all;
}

std::vector<std::string> ModuleRig::take_writes() { return std::exchange(writes_, {}); }

std::string ModuleRig::command(std::string_view line, Duration settle) {
  const std::string sent = std::string(line) + "\r";
  const bool echo = module.settings().echo;
  send(sent);
  advance(settle);
  std::string answer = take();
  if (echo && answer.starts_with(sent)) answer.erase(0, sent.size());
  return answer;
}

void ModuleRig::go_online(std::string_view config) {
  command(config);
  command("AT+MIPSTART=\"broker.example\",1883");
  command("AT+MCONNECT=1,60");
}

}  // namespace air780::fake
