// All commands of the module, found by name. The tables of protocol/commands are the only list there is; this only
// joins them. Constant after the first call; any thread.
#pragma once

#include <string_view>
#include <vector>

#include "protocol/at/command.h"

namespace air780 {

// Every command, family by family in the order of the manual.
const std::vector<const Command*>& all_commands();

// The command of that name (upper case, with prefix), or null.
const Command* find_command(std::string_view name);

}  // namespace air780
