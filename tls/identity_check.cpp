#include "tls/identity_check.h"

#include <fmt/format.h>

#include <array>

#include "tls/library_version.h"
#include "tls/mbedtls_object.h"
#include "tls/random_source.h"

namespace air780 {
namespace {

using Fault = std::optional<std::string>;

// The library wants PEM with its closing zero.
const unsigned char* bytes_of(const std::string& pem) { return reinterpret_cast<const unsigned char*>(pem.c_str()); }

Fault parse(CertificateChain& chain, const std::string& pem, const char* what) {
  const int code = mbedtls_x509_crt_parse(chain.get(), bytes_of(pem), pem.size() + 1);
  if (code == 0) return std::nullopt;
  return fmt::format("{} is not a certificate: {}", what, mbedtls_error_text(code));
}

// "The certificate validity has expired": the first line of the library's list.
std::string verdict_text(std::uint32_t flags) {
  std::array<char, 400> text{};
  mbedtls_x509_crt_verify_info(text.data(), text.size(), "", flags);
  const std::string all = text.data();
  return all.substr(0, all.find('\n'));
}

Fault check_chain(CertificateChain& authority, CertificateChain& certificate, const char* name) {
  std::uint32_t flags = 0;
  if (mbedtls_x509_crt_verify(certificate.get(), authority.get(), nullptr, name, &flags, nullptr, nullptr) == 0) {
    return std::nullopt;
  }
  if (!name) return verdict_text(flags);
  return fmt::format("{}: {}", name, verdict_text(flags));
}

Fault check_key(CertificateChain& certificate, const std::string& pem) {
  RandomSource source;
  const auto random = source.generator();
  if (!random) return random.error();
  PrivateKey key;
  if (parse_private_key(key, {bytes_of(pem), pem.size() + 1}, **random) != 0) return "the key is not a key";
  if (!is_pair(certificate->pk, key, **random)) return "the key is not the certificate's";
  return std::nullopt;
}

}  // namespace

std::optional<std::string> find_fault(const std::string& authority, const Identity& identity,
                                      const std::vector<std::string>& names) {
  CertificateChain issuer;
  CertificateChain certificate;
  if (auto fault = parse(issuer, authority, "the authority's")) return fault;
  if (auto fault = parse(certificate, identity.certificate, "it")) return fault;
  if (auto fault = check_chain(issuer, certificate, nullptr)) return fault;
  for (const std::string& name : names) {
    if (auto fault = check_chain(issuer, certificate, name.c_str())) return fault;
  }
  return check_key(certificate, identity.key);
}

}  // namespace air780
