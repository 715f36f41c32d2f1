// The model to be played: one of the library, or what a file of the user's says. Any thread.
#pragma once

#include <boost/system/result.hpp>
#include <string>
#include <string_view>

#include "protocol/profile.h"
#include "sim/profile/profile_parser.h"

namespace air780 {

// A model of the library by its name (profile_library.h). The error names what there is, the nearest first.
boost::system::result<ModelProfile, std::string> find_model(std::string_view name);

// What a text in the format of profile_parser.h says. `file` is what errors call it.
boost::system::result<ModelProfile, ProfileErrors> read_profile(std::string_view file, std::string_view text);

// What the file of that path says.
boost::system::result<ModelProfile, ProfileErrors> load_profile(const std::string& path);

}  // namespace air780
