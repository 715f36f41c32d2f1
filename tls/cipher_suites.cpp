#include "tls/cipher_suites.h"

#include <fmt/format.h>
#include <mbedtls/ssl_ciphersuites.h>

namespace air780 {
namespace {

constexpr std::uint16_t all = 0xFFFF;

// Authenticated encryption with a key agreement of its own, then what older servers of TLS 1.2 have.
constexpr int modern[] = {
    0xC02B, 0xC02F, 0xC02C, 0xC030,  // ECDHE-ECDSA, ECDHE-RSA with AES-128-GCM; with AES-256-GCM
    0xCCA9, 0xCCA8,                  // ECDHE-ECDSA, ECDHE-RSA with ChaCha20-Poly1305
    0x009E, 0x009F,                  // DHE-RSA with AES-GCM
    0xC023, 0xC027, 0xC024, 0xC028,  // ECDHE with AES-CBC and SHA-256, SHA-384
    0xC009, 0xC013, 0xC00A, 0xC014,  // ECDHE with AES-CBC and SHA-1
    0x009C, 0x009D, 0x003C,          // RSA with AES-GCM; with AES-128-CBC and SHA-256
};
// AT+SSLCFG="ciphersuite" knows these (at-reference §3.1), strongest first.
constexpr int manual[] = {0x003D, 0x0035, 0x002F, 0x000A, 0x0005, 0x0004};

bool library_has(int suite) {
  for (const int* known = mbedtls_ssl_list_ciphersuites(); *known != 0; ++known) {
    if (*known == suite) return true;
  }
  return false;
}

}  // namespace

boost::system::result<std::vector<int>, std::string> cipher_suites(std::uint16_t wanted, bool strict) {
  std::vector<int> candidates;
  if (wanted != all) {
    candidates = {wanted};
  } else {
    if (!strict) candidates.assign(std::begin(modern), std::end(modern));
    candidates.insert(candidates.end(), std::begin(manual), std::end(manual));
  }
  std::erase_if(candidates, [](int suite) { return !library_has(suite); });
  if (candidates.empty()) return fmt::format("ciphersuite 0X{:04X}: the TLS library does not have it", wanted);
  candidates.push_back(0);
  return candidates;
}

}  // namespace air780
