// The target of a request to the control API, put together: what parse_request_target takes apart. Pure; any thread.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace air780 {

// {"files", "my file"}, {} gives "/files/my%20file".
std::string control_target(const std::vector<std::string>& path,
                           const std::vector<std::pair<std::string, std::string>>& query);

}  // namespace air780
