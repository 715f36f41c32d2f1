// The module's settings memory as the hidden file `.settings` of --flash DIR, written as its other files are: a kill at
// any moment leaves the old content or the new. Owned by the composition, outlives the module; one thread.
#pragma once

#include <string>
#include <string_view>

#include "protocol/ports/settings_memory.h"
#include "sim/flash/host_directory.h"
#include "sim/log.h"

namespace air780 {

class SettingsFile final : public SettingsMemory {
 public:
  SettingsFile(HostDirectory& directory, Log& log) : directory_(directory), log_(log) {}

  // A file that cannot be read is put aside at once. While that fails, nothing is stored.
  std::string load() override;
  bool store(std::string_view text) override;
  void set_aside() override;

 private:
  HostDirectory& directory_;
  Log& log_;
  bool old_one_is_in_the_way_ = false;
};

}  // namespace air780
