// What somebody may have meant by a name that is unknown. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace air780 {

// How many letters have to be put in, taken out or replaced to make one name of the other; small and capital letters
// are the same.
std::size_t edit_distance(std::string_view one, std::string_view other);

// The known names, those that are most like `wanted` first, else in their order: "a, b, c".
std::string nearest_first(std::string_view wanted, std::vector<std::string_view> known);

}  // namespace air780
