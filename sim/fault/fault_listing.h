// What --list-faults prints: every trigger and every action, made of the tables the parser uses. Pure; any thread.
#pragma once

#include <string>

namespace air780 {

std::string fault_listing();

}  // namespace air780
