#include "sim/flash/settings_file.h"

#include <fmt/format.h>

namespace air780 {
namespace {

constexpr const char* name = ".settings";
constexpr std::size_t largest = 16 * 1024;

}  // namespace

std::string SettingsFile::load() {
  auto text = directory_.read_own_file(name, largest);
  if (text) return *text;
  log_.warning(fmt::format("{}/{}: cannot be read; the module has its factory settings", directory_.path(), name));
  set_aside();
  return {};
}

bool SettingsFile::store(std::string_view text) {
  return !old_one_is_in_the_way_ && directory_.replace_own_file(name, text);
}

void SettingsFile::set_aside() {
  const auto aside = directory_.put_aside_own_file(name);
  old_one_is_in_the_way_ = !aside;
  log_.warning(aside ? fmt::format("{0}/{1}: what was there is now {0}/{2}", directory_.path(), name, *aside)
                     : fmt::format("{}/{}: cannot be renamed, so that nothing is kept there", directory_.path(), name));
}

}  // namespace air780
