// The models that come with the program, built into it from sim/profile/library/. Constants; any thread.
#pragma once

#include <span>
#include <string_view>

namespace air780 {

struct LibraryProfile {
  std::string_view name;  // the file's, without .profile: MODEL, or MODEL@VERSION for another firmware of it
  std::string_view text;
};

// In order of name.
std::span<const LibraryProfile> library_profiles();

// By its name in any case, with or without the "Air" in front. MODEL@VERSION also finds the profile of MODEL whose
// firmware is of that version: Air780EP@V1007 is Air780EP. nullptr when there is none.
const LibraryProfile* find_library_profile(std::string_view name);

}  // namespace air780
