#include "fs/file_name.h"

#include <algorithm>

namespace air780 {
namespace {

std::string_view without_drive(std::string_view written) {
  for (const std::string_view prefix : {"C:/", "/"}) {
    if (written.starts_with(prefix)) return written.substr(prefix.size());
  }
  return written;
}

// FSLS writes a backslash behind directories, and the colon belongs to the drive: in a name they would be read as such.
bool allowed(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= ' ' && byte != 0x7f && c != '"' && c != '\\' && c != ':';
}

bool allowed_part(std::string_view part) { return !part.empty() && part != "." && part != ".."; }

bool allowed_parts(std::string_view name) {
  while (true) {
    const auto slash = name.find('/');
    if (!allowed_part(name.substr(0, slash))) return false;
    if (slash == std::string_view::npos) return true;
    name.remove_prefix(slash + 1);
  }
}

}  // namespace

std::optional<std::string> canonical_file_name(std::string_view written) {
  const std::string_view name = without_drive(written);
  if (name.size() > longest_file_name || !std::ranges::all_of(name, allowed) || !allowed_parts(name)) {
    return std::nullopt;
  }
  return std::string(name);
}

std::optional<std::string> canonical_directory_name(std::string_view written) {
  const std::string_view name = without_drive(written);
  if (name.empty()) return std::string();
  return canonical_file_name(written.ends_with('/') ? written.substr(0, written.size() - 1) : written);
}

std::string_view directory_of(std::string_view canonical) {
  const auto slash = canonical.rfind('/');
  return slash == std::string_view::npos ? std::string_view{} : canonical.substr(0, slash);
}

std::string_view last_part_of(std::string_view canonical) {
  const auto slash = canonical.rfind('/');
  return slash == std::string_view::npos ? canonical : canonical.substr(slash + 1);
}

}  // namespace air780
