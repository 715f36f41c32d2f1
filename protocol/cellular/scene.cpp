#include "protocol/cellular/scene.h"

namespace air780 {
namespace {

constexpr std::array<std::string_view, 6> texts = {"IP INITIAL", "IP START",  "IP CONFIG",
                                                   "IP GPRSACT", "IP STATUS", "PDP DEACT"};

std::string_view text_of(Scene::State state) { return texts[static_cast<std::size_t>(state)]; }

}  // namespace

std::string_view Scene::state_text() const { return text_of(state_); }

void Scene::set_state(State state) {
  if (state == state_) return;
  events_.emit(StateChanged{"scene", text_of(state_), text_of(state)});
  state_ = state;
}

void Scene::set_name_servers(NameServers servers) {
  if (servers == name_servers_) return;
  name_servers_ = std::move(servers);
  if (name_servers_changed) name_servers_changed(name_servers_);
}

void Scene::reset() {
  set_state(State::ip_initial);
  const Saved saved = saved_.value_or(Saved{});
  access_point = saved.access_point;
  multiple_connections = saved.multiple_connections;
  transfer = saved.transfer;
  set_name_servers({});
}

}  // namespace air780
