#include "tls/mbedtls_object.h"

#include <mbedtls/error.h>

#include <array>

namespace air780 {

std::string mbedtls_error_text(int code) {
  std::array<char, 200> text{};
  mbedtls_strerror(code, text.data(), text.size());
  return text.data();
}

}  // namespace air780
