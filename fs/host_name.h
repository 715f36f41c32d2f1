// How a part of a module's file name is called in a host's directory, readable and without a way out of it. Pure; any
// thread.
//   "ca.crt" is ca.crt; ".cert" is %2Ecert; "50%" is 50%25.
// A host name that begins with a dot is therefore never a module's: "." and ".." are none, and the emulator's own files
// (temporary ones, its lock) have such names.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace air780 {

std::string host_name_of(std::string_view part);

// The other way; nothing when no module's file is called so.
std::optional<std::string> part_of_host_name(std::string_view host_name);

}  // namespace air780
