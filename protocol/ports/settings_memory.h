// The part of the module's flash that holds its settings and is none of its files: one text, kept over every loss of
// power. Owned by the composition; must outlive the module. Used from the module's one thread only.
#pragma once

#include <string>
#include <string_view>

namespace air780 {

class SettingsMemory {
 public:
  virtual ~SettingsMemory() = default;
  // What the last store() brought; empty when nothing has.
  virtual std::string load() = 0;
  // All of it, or false and the old text stays.
  virtual bool store(std::string_view text) = 0;
  // Something in the text that load() gave is wrong. It is put aside for a person to look at, before the next store().
  virtual void set_aside() = 0;
};

}  // namespace air780
