#include "sim/profile/model_listing.h"

#include <fmt/format.h>

#include "protocol/profile.h"
#include "sim/profile/profile_file.h"
#include "sim/profile/profile_library.h"

namespace air780 {
namespace {

std::string_view evidence_text(const ProfileSetting& setting) {
  return setting.evidence ? to_string(*setting.evidence) : "";
}

// A | would end the cell.
std::string cell(std::string_view text) {
  std::string result;
  for (const char c : text) result += c == '|' ? std::string("\\|") : std::string(1, c);
  return result;
}

std::string setting_rows(const LibraryProfile& listed) {
  const auto profile = parse_profile(listed.name, listed.text);
  if (!profile) return {};
  std::string rows;
  if (profile->based_on) rows += fmt::format("| {} | | as {} | | |\n", listed.name, profile->based_on->value);
  for (const ProfileSetting& setting : profile->settings) {
    rows += fmt::format("| {} | {}{} | `{}` | *{}* | {} |\n", listed.name, setting.quirk ? "quirk " : "", setting.name,
                        cell(setting.value), evidence_text(setting), cell(setting.source));
  }
  return rows;
}

}  // namespace

std::string model_listing_text() {
  std::string text;
  for (const LibraryProfile& listed : library_profiles()) {
    const auto profile = parse_profile(listed.name, listed.text);
    const auto model = read_profile(listed.name, listed.text);
    if (!profile || !model) continue;
    std::string_view evidence;
    for (const ProfileSetting& setting : profile->settings) {
      if (setting.name == "firmware") evidence = evidence_text(setting);
    }
    text += fmt::format("{:<16} {:<32} {}\n", listed.name, model->firmware, evidence);
  }
  return text;
}

std::string model_listing_markdown() {
  std::string text = "| model | what | value | evidence | from |\n|---|---|---|---|---|\n";
  for (const LibraryProfile& listed : library_profiles()) text += setting_rows(listed);
  text += "\n| quirk | values | Air780EP | meaning | evidence | from |\n|---|---|---|---|---|---|\n";
  for (const QuirkDescription& quirk : quirk_descriptions()) {
    text += fmt::format("| `{}` | {} | `{}` | {} | *{}* | {} |\n", quirk.name, cell(quirk.values), cell(quirk.standard),
                        cell(quirk.meaning), to_string(quirk.evidence), cell(quirk.source));
  }
  return text;
}

}  // namespace air780
