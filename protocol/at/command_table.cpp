#include "protocol/at/command_table.h"

#include <string>
#include <unordered_map>

#include "protocol/commands/families.h"

namespace air780 {

const std::vector<const Command*>& all_commands() {
  static const std::vector<const Command*> commands = [] {
    std::vector<const Command*> joined;
    for (const auto family : {configuration_commands(),
                              dialling_commands(),
                              clock_commands(),
                              identity_commands(),
                              power_commands(),
                              serial_port_commands(),
                              sleep_commands(),
                              ring_commands(),
                              board_commands(),
                              sim_pin_commands(),
                              sim_holder_commands(),
                              radio_commands(),
                              operator_commands(),
                              system_information_commands(),
                              registration_commands(),
                              packet_domain_commands(),
                              private_network_commands(),
                              bearer_commands(),
                              scene_commands(),
                              transfer_settings_commands(),
                              ping_commands(),
                              network_time_commands(),
                              ssl_commands(),
                              mqtt_link_commands(),
                              mqtt_session_commands(),
                              mqtt_subscribe_commands(),
                              mqtt_publish_commands(),
                              mqtt_receive_commands(),
                              flash_commands()}) {
      for (const Command& command : family) joined.push_back(&command);
    }
    return joined;
  }();
  return commands;
}

const Command* find_command(std::string_view name) {
  static const std::unordered_map<std::string_view, const Command*> by_name = [] {
    std::unordered_map<std::string_view, const Command*> index;
    for (const Command* command : all_commands()) index.emplace(command->name, command);
    return index;
  }();
  const auto found = by_name.find(name);
  return found == by_name.end() ? nullptr : found->second;
}

}  // namespace air780
