#include "fs/host_name.h"

#include "fs/file_name.h"

namespace air780 {
namespace {

constexpr std::string_view encoded_dot = "%2E";
constexpr std::string_view encoded_percent = "%25";

}  // namespace

std::string host_name_of(std::string_view part) {
  std::string name;
  for (const char c : part) {
    if (c == '%') {
      name += encoded_percent;
    } else if (c == '.' && name.empty()) {
      name += encoded_dot;
    } else {
      name += c;
    }
  }
  return name;
}

std::optional<std::string> part_of_host_name(std::string_view host_name) {
  std::string part;
  for (std::string_view rest = host_name; !rest.empty();) {
    if (rest.starts_with(encoded_percent)) {
      part += '%';
      rest.remove_prefix(encoded_percent.size());
    } else if (rest.starts_with(encoded_dot)) {
      part += '.';
      rest.remove_prefix(encoded_dot.size());
    } else {
      part += rest.front();
      rest.remove_prefix(1);
    }
  }
  // Only the one form that host_name_of() gives, so that no two host names are one file.
  const auto canonical = canonical_file_name(part);
  if (canonical != part || part.find('/') != std::string::npos || host_name_of(part) != host_name) return std::nullopt;
  return part;
}

}  // namespace air780
