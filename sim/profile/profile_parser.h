// Profile files: which module is played, line by line, and how well each line is known. Values; any thread.
//   # A comment.
//   based-on = Air780EP                      only as the first setting; Air780EP without it
//   firmware = AirM2M_780EP_V1010_LTE_AT     [captured: C9, C10]
//   quirk cereg-prefix = CGREG               [captured: C9, C11]
//   quirk prompt = "> "                      quotes for blanks at the ends; \" and \\ in them
// A line may end with its evidence in brackets: captured, documented, inferred or chosen, and where it is from.
#pragma once

#include <boost/system/result.hpp>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/evidence.h"

namespace air780 {

struct ProfileSetting {
  std::string name;  // of a field, or of a quirk
  bool quirk = false;
  std::string value;
  std::optional<Evidence> evidence;
  std::string source;
  std::size_t line = 0;
  std::size_t name_column = 0;
  std::size_t value_column = 0;
};

struct ProfileText {
  std::optional<ProfileSetting> based_on;
  std::vector<ProfileSetting> settings;
};

struct ProfileError {
  std::string file;
  std::size_t line = 0;  // 0: the file as a whole
  std::size_t column = 0;
  std::string message;
};

// `FILE:3:7: 'x' is not allowed; …`
std::string to_string(const ProfileError& error);

// Every line that is wrong, in order; never empty.
using ProfileErrors = std::vector<ProfileError>;

// Takes the text apart; whether there are such fields and quirks is not looked at. Accepts any bytes.
boost::system::result<ProfileText, ProfileErrors> parse_profile(std::string_view file, std::string_view text);

}  // namespace air780
