#include "tls/credentials.h"

#include <fmt/format.h>

#include <string_view>

#include "tls/library_version.h"

namespace air780 {
namespace {

using Failure = std::optional<std::string>;

constexpr std::string_view begin_mark = "-----BEGIN ";
constexpr std::string_view end_mark = "-----END ";

bool contains(const SecretBytes& bytes, std::string_view mark) {
  return std::string_view(bytes.data(), bytes.size()).find(mark) != std::string_view::npos;
}

Failure complain(const NamedFile& file, std::string_view what, int code) {
  if (file.bytes.empty()) return fmt::format("{}: not {}: the file is empty", file.name, what);
  if (contains(file.bytes, begin_mark) && !contains(file.bytes, end_mark)) {
    return fmt::format("{}: not {}: cut short, the END line is missing", file.name, what);
  }
  return fmt::format("{}: not {} ({})", file.name, what, mbedtls_error_text(code));
}

// As the library wants it: PEM with a closing zero.
SecretBytes prepared(const NamedFile& file) {
  SecretBytes bytes;
  bytes.reserve(file.bytes.size() + 1);
  bytes.assign(file.bytes.begin(), file.bytes.end());
  if (contains(bytes, begin_mark)) bytes.push_back('\0');
  return bytes;
}

const unsigned char* unsigned_bytes(const SecretBytes& bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

Failure read(const std::optional<NamedFile>& file, CertificateChain& chain) {
  if (!file) return std::nullopt;
  const SecretBytes bytes = prepared(*file);
  // A positive code tells how many certificates of several could not be read.
  const int code = mbedtls_x509_crt_parse(chain.get(), unsigned_bytes(bytes), bytes.size());
  if (code == 0) return std::nullopt;
  if (code > 0) return fmt::format("{}: {} of its certificates cannot be read", file->name, code);
  return complain(*file, "a certificate", code);
}

Failure read(const std::optional<NamedFile>& file, PrivateKey& key, RandomGenerator& random) {
  if (!file) return std::nullopt;
  const SecretBytes bytes = prepared(*file);
  const int code = parse_private_key(key, {unsigned_bytes(bytes), bytes.size()}, random);
  if (code == 0) return std::nullopt;
  return complain(*file, "a private key", code);
}

}  // namespace

std::optional<std::string> Credentials::load(const TlsRequest& request, RandomGenerator& random) {
  if (const Failure failure = read(request.authority, authority)) return failure;
  if (const Failure failure = read(request.certificate, certificate)) return failure;
  if (const Failure failure = read(request.key, key, random)) return failure;
  if (request.certificate && request.key && !is_pair(certificate->pk, key, random)) {
    return fmt::format("{}: does not belong to {}", request.key->name, request.certificate->name);
  }
  return std::nullopt;
}

}  // namespace air780
