#include "fs/module_flash.h"

#include <utility>

#include "fs/file_name.h"

namespace air780 {

bool ModuleFlash::load(const StoredEntry& stored) {
  auto name = canonical_file_name(stored.name);
  Entry entry{stored.directory, stored.bytes};
  if (!name || refuses(*name, entry.cost())) return false;
  add(std::move(*name), std::move(entry));
  return true;
}

Flash::Outcome<void> ModuleFlash::create(std::string_view written) {
  auto name = canonical_file_name(written);
  if (!name) return FlashError::bad_name;
  if (const auto reason = refuses(*name, entry_cost)) return *reason;
  if (medium_ && !medium_->create_file(*name)) return FlashError::failed;
  add(std::move(*name), {});
  return {};
}

Flash::Outcome<void> ModuleFlash::write(std::string_view name, std::string_view bytes) {
  const auto file = find_file(name);
  if (!file) return file.error();
  return replace(*file, std::string(bytes));
}

Flash::Outcome<void> ModuleFlash::append(std::string_view name, std::string_view bytes) {
  const auto file = find_file(name);
  if (!file) return file.error();
  return replace(*file, (*file)->second.bytes + std::string(bytes));
}

Flash::Outcome<std::string> ModuleFlash::read(std::string_view name) const {
  const auto file = find_file(name);
  if (!file) return file.error();
  return (*file)->second.bytes;
}

Flash::Outcome<std::size_t> ModuleFlash::size(std::string_view name) const {
  const auto file = find_file(name);
  if (!file) return file.error();
  return (*file)->second.bytes.size();
}

Flash::Outcome<void> ModuleFlash::remove(std::string_view name) {
  const auto file = find_file(name);
  if (!file) return file.error();
  if (medium_ && !medium_->remove_file((*file)->first)) return FlashError::failed;
  erase(*file);
  return {};
}

Flash::Outcome<void> ModuleFlash::make_directory(std::string_view written) {
  auto name = canonical_directory_name(written);
  if (!name) return FlashError::bad_name;
  if (name->empty()) return FlashError::exists;
  if (const auto reason = refuses(*name, entry_cost)) return *reason;
  if (medium_ && !medium_->make_directory(*name)) return FlashError::failed;
  add(std::move(*name), {.directory = true, .bytes = {}});
  return {};
}

Flash::Outcome<void> ModuleFlash::remove_directory(std::string_view written) {
  const auto name = canonical_directory_name(written);
  if (!name || name->empty()) return FlashError::bad_name;
  const auto directory = entries_.find(*name);
  if (directory == entries_.end() || !directory->second.directory) return FlashError::not_found;
  const auto inside = entries_.lower_bound(*name + '/');
  if (inside != entries_.end() && inside->first.starts_with(*name + '/')) return FlashError::not_empty;
  if (medium_ && !medium_->remove_directory(*name)) return FlashError::failed;
  erase(directory);
  return {};
}

Flash::Outcome<std::vector<FlashEntry>> ModuleFlash::list(std::string_view written) const {
  const auto name = canonical_directory_name(written);
  if (!name) return FlashError::bad_name;
  if (!is_directory(*name)) return FlashError::not_found;
  const std::string prefix = name->empty() ? "" : *name + '/';
  std::vector<FlashEntry> found;
  for (auto entry = entries_.lower_bound(prefix); entry != entries_.end() && entry->first.starts_with(prefix);
       ++entry) {
    if (directory_of(entry->first) != *name) continue;
    found.push_back({std::string(last_part_of(entry->first)), entry->second.directory});
  }
  return found;
}

bool ModuleFlash::is_directory(std::string_view canonical) const {
  if (canonical.empty()) return true;
  const auto found = entries_.find(canonical);
  return found != entries_.end() && found->second.directory;
}

Flash::Outcome<ModuleFlash::Entries::const_iterator> ModuleFlash::find_file(std::string_view written) const {
  const auto name = canonical_file_name(written);
  if (!name) return FlashError::bad_name;
  const auto found = entries_.find(*name);
  if (found == entries_.end() || found->second.directory) return FlashError::not_found;
  return found;
}

std::optional<FlashError> ModuleFlash::refuses(std::string_view canonical, std::size_t cost) const {
  if (entries_.contains(canonical)) return FlashError::exists;
  if (!is_directory(directory_of(canonical))) return FlashError::unreachable;
  if (cost > free_bytes()) return FlashError::full;
  return std::nullopt;
}

Flash::Outcome<void> ModuleFlash::replace(Entries::const_iterator file, std::string bytes) {
  const std::size_t others = used_ - file->second.cost();
  if (others + entry_cost + bytes.size() > capacity_) return FlashError::full;
  if (medium_ && !medium_->replace_file(file->first, bytes)) return FlashError::failed;
  used_ = others + entry_cost + bytes.size();
  entries_.find(file->first)->second.bytes = std::move(bytes);
  return {};
}

void ModuleFlash::add(std::string canonical, Entry entry) {
  used_ += entry.cost();
  entries_.emplace(std::move(canonical), std::move(entry));
}

void ModuleFlash::erase(Entries::const_iterator entry) {
  used_ -= entry->second.cost();
  entries_.erase(entry);
}

}  // namespace air780
