#include "tls/key_log.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace air780 {

std::string key_log_line(std::string_view label, std::span<const unsigned char> client_random,
                         std::span<const unsigned char> secret) {
  return fmt::format("{} {:02x} {:02x}", label, fmt::join(client_random, ""), fmt::join(secret, ""));
}

}  // namespace air780
