#include "sim/profile/profile_library.h"

#include <fmt/format.h>

#include <algorithm>

#include "protocol/at/characters.h"
#include "sim/profile/profile_parser.h"

namespace air780 {
namespace {

std::string_view without_maker(std::string_view name) {
  constexpr std::string_view maker = "air";
  return name.size() > maker.size() && same_word(name.substr(0, maker.size()), maker) ? name.substr(maker.size())
                                                                                      : name;
}

// The firmware that the profile's own text names.
std::string firmware_of(const LibraryProfile& profile) {
  const auto text = parse_profile(profile.name, profile.text);
  if (!text) return {};
  const auto named = std::ranges::find(text->settings, "firmware", &ProfileSetting::name);
  return named == text->settings.end() ? std::string() : named->value;
}

const LibraryProfile* find_exactly(std::string_view name) {
  const auto found = std::ranges::find_if(library_profiles(), [name](const LibraryProfile& profile) {
    return same_word(without_maker(profile.name), without_maker(name));
  });
  return found == library_profiles().end() ? nullptr : &*found;
}

}  // namespace

const LibraryProfile* find_library_profile(std::string_view name) {
  if (const LibraryProfile* found = find_exactly(name)) return found;
  const auto at = name.find('@');
  if (at == std::string_view::npos) return nullptr;
  const LibraryProfile* model = find_exactly(name.substr(0, at));
  if (!model) return nullptr;
  std::string version = fmt::format("_{}_", name.substr(at + 1));
  std::ranges::transform(version, version.begin(), upper);
  return firmware_of(*model).find(version) == std::string::npos ? nullptr : model;
}

}  // namespace air780
