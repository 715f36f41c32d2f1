// The settings memory as a text that tests can look at and damage. One thread.
#pragma once

#include <string>
#include <string_view>

#include "protocol/ports/settings_memory.h"

namespace air780::fake {

class MemorySettings final : public SettingsMemory {
 public:
  std::string load() override { return text; }
  bool store(std::string_view kept) override {
    if (!fails) text = kept;
    return !fails;
  }
  void set_aside() override { aside = text; }

  std::string text;
  std::string aside;
  bool fails = false;
};

}  // namespace air780::fake
