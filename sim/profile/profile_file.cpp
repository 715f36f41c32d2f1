#include "sim/profile/profile_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

#include "protocol/at/characters.h"
#include "protocol/nearest.h"
#include "sim/profile/profile_library.h"

namespace air780 {
namespace {

// The names of the library, the nearest first; "Air" may be missing.
std::string known_names(std::string_view wanted) {
  constexpr std::string_view maker = "Air";
  const bool made = same_word(wanted.substr(0, maker.size()), maker);
  std::vector<std::string_view> names;
  for (const LibraryProfile& profile : library_profiles()) names.push_back(profile.name);
  return nearest_first(made ? std::string(wanted) : fmt::format("{}{}", maker, wanted), names);
}

// What is wrong with the setting; nothing once the profile has it.
std::optional<std::string> apply(const ProfileSetting& setting, ModelProfile& profile) {
  if (!setting.quirk) return set_profile_field(profile, setting.name, setting.value);
  return set_quirk(profile.quirks, fmt::format("{}={}", setting.name, setting.value));
}

bool is_known(const ProfileSetting& setting) {
  const auto same = [&setting](const auto& known) { return known.name == setting.name; };
  return setting.quirk ? std::ranges::any_of(quirk_descriptions(), same) : std::ranges::any_of(profile_fields(), same);
}

}  // namespace

boost::system::result<ModelProfile, std::string> find_model(std::string_view name) {
  // A profile can be made of a text too, so which of the two is meant has to be said.
  using Found = boost::system::result<ModelProfile, std::string>;
  using boost::system::in_place_error;
  const LibraryProfile* found = find_library_profile(name);
  if (!found) return Found(in_place_error, fmt::format("'{}' is unknown; there are {}", name, known_names(name)));
  auto profile = read_profile(found->name, found->text);
  if (!profile) return Found(in_place_error, to_string(profile.error().front()));
  return std::move(*profile);
}

boost::system::result<ModelProfile, ProfileErrors> read_profile(std::string_view file, std::string_view text) {
  const auto parsed = parse_profile(file, text);
  if (!parsed) return parsed.error();
  ModelProfile profile;
  ProfileErrors errors;
  if (const auto& base = parsed->based_on) {
    auto model = find_model(base->value);
    if (model) {
      profile = std::move(*model);
    } else {
      errors.push_back({std::string(file), base->line, base->value_column, model.error()});
    }
  }
  for (const ProfileSetting& setting : parsed->settings) {
    const auto message = apply(setting, profile);
    if (!message) continue;
    const std::size_t column = is_known(setting) ? setting.value_column : setting.name_column;
    errors.push_back({std::string(file), setting.line, column, *message});
  }
  if (!errors.empty()) return errors;
  return profile;
}

boost::system::result<ModelProfile, ProfileErrors> load_profile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  // An empty file sets failbit on `text` and is told from an unreadable one by `file` alone.
  if (!file.is_open() || file.bad() || std::filesystem::is_directory(path)) {
    return ProfileErrors{{path, 0, 0, "cannot be read"}};
  }
  return read_profile(path, text.str());
}

}  // namespace air780
