// The module's flash with faults on it: full, or failing. Without faults it passes everything on; with one nothing is
// changed in what it holds.
// Owned by the composition, which keeps `inner` alive longer; must outlive the module. One thread.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/ports/flash.h"

namespace air780 {

class FaultyFlash final : public Flash {
 public:
  explicit FaultyFlash(Flash& inner) : inner_(inner) {}

  // No room for anything: nothing is free, and what would add to the flash is told `full`.
  void set_full(bool full) { full_ = full; }
  // Whatever would change the flash fails: the next time, or every time.
  enum class Failing { no, once, always };
  void set_failing(Failing failing) { failing_ = failing; }
  // One that was to fail once has.
  std::function<void()> failed_once;

  Outcome<void> create(std::string_view name) override;
  Outcome<void> write(std::string_view name, std::string_view bytes) override;
  Outcome<void> append(std::string_view name, std::string_view bytes) override;
  Outcome<std::string> read(std::string_view name) const override { return inner_.read(name); }
  Outcome<std::size_t> size(std::string_view name) const override { return inner_.size(name); }
  Outcome<void> remove(std::string_view name) override;
  Outcome<void> make_directory(std::string_view name) override;
  Outcome<void> remove_directory(std::string_view name) override;
  Outcome<std::vector<FlashEntry>> list(std::string_view directory) const override { return inner_.list(directory); }
  std::size_t free_bytes() const override { return full_ ? 0 : inner_.free_bytes(); }

 private:
  bool fails();

  Flash& inner_;
  bool full_ = false;
  Failing failing_ = Failing::no;
};

}  // namespace air780
