// The module's flash: a tree of files and directories within a quota. All of it is held in memory, since it is small; a
// medium, where there is one, makes every change lasting before it counts.
//
// How space is counted: of the 96 KiB partition the firmware keeps a part, and a new module has 64100 bytes free (C2).
// A file takes its content and entry_cost, a directory entry_cost; what a file had before does not count while it is
// replaced.
//
// Owned by the composition, outlives the module; one thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fs/medium.h"
#include "protocol/ports/flash.h"

namespace air780 {

class ModuleFlash final : public Flash {
 public:
  static constexpr std::size_t partition = 96 * 1024;
  static constexpr std::size_t free_when_new = 64100;
  static constexpr std::size_t entry_cost = 64;

  // Lives as long as this object. `capacity`: bytes free while nothing is in it.
  explicit ModuleFlash(std::size_t capacity = free_when_new) : capacity_(capacity) {}
  explicit ModuleFlash(Medium& medium, std::size_t capacity = free_when_new) : medium_(&medium), capacity_(capacity) {}

  // Takes over what a medium holds already, directories before what is in them. Nothing changes, and false, when the
  // name is none, is taken or leads through no directory, or when there is no space for it.
  bool load(const StoredEntry& entry);

  Outcome<void> create(std::string_view name) override;
  Outcome<void> write(std::string_view name, std::string_view bytes) override;
  Outcome<void> append(std::string_view name, std::string_view bytes) override;
  Outcome<std::string> read(std::string_view name) const override;
  Outcome<std::size_t> size(std::string_view name) const override;
  Outcome<void> remove(std::string_view name) override;
  Outcome<void> make_directory(std::string_view name) override;
  Outcome<void> remove_directory(std::string_view name) override;
  Outcome<std::vector<FlashEntry>> list(std::string_view directory) const override;
  std::size_t free_bytes() const override { return capacity_ - used_; }

 private:
  struct Entry {
    bool directory = false;
    std::string bytes;
    std::size_t cost() const { return entry_cost + bytes.size(); }
  };
  using Entries = std::map<std::string, Entry, std::less<>>;  // by canonical name

  bool is_directory(std::string_view canonical) const;
  Outcome<Entries::const_iterator> find_file(std::string_view name) const;
  // Why `canonical` cannot be a new entry of that cost; nothing when it can.
  std::optional<FlashError> refuses(std::string_view canonical, std::size_t cost) const;
  Outcome<void> replace(Entries::const_iterator file, std::string bytes);
  void add(std::string canonical, Entry entry);
  void erase(Entries::const_iterator entry);

  Medium* medium_ = nullptr;
  std::size_t capacity_;
  Entries entries_;
  std::size_t used_ = 0;
};

}  // namespace air780
