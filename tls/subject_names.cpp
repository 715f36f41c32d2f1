#include "tls/subject_names.h"

#include <arpa/inet.h>
#include <mbedtls/asn1.h>
#include <mbedtls/oid.h>

#include <string_view>

namespace air780 {
namespace {

constexpr unsigned char sequence = MBEDTLS_ASN1_CONSTRUCTED | MBEDTLS_ASN1_SEQUENCE;
constexpr unsigned char dns_name = MBEDTLS_ASN1_CONTEXT_SPECIFIC | 2;
constexpr unsigned char ip_address = MBEDTLS_ASN1_CONTEXT_SPECIFIC | 7;

// Tag, length, content of less than 64 KiB.
std::string der(unsigned char tag, std::string_view content) {
  std::string bytes(1, static_cast<char>(tag));
  const std::size_t size = content.size();
  if (size >= 0x80) bytes += static_cast<char>(size < 0x100 ? 0x81 : 0x82);
  if (size >= 0x100) bytes += static_cast<char>(size >> 8);
  bytes += static_cast<char>(size & 0xFF);
  return bytes.append(content);
}

}  // namespace

std::string subject_alternative_names_der(const std::vector<std::string>& names) {
  std::string content;
  for (const std::string& name : names) {
    content += der(dns_name, name);
    in_addr address{};
    if (::inet_pton(AF_INET, name.c_str(), &address) != 1) continue;
    content += der(ip_address, {reinterpret_cast<const char*>(&address), sizeof address});
  }
  return der(sequence, content);
}

std::string extended_key_usage_der(bool server) {
  constexpr std::string_view server_oid(MBEDTLS_OID_SERVER_AUTH, MBEDTLS_OID_SIZE(MBEDTLS_OID_SERVER_AUTH));
  constexpr std::string_view client_oid(MBEDTLS_OID_CLIENT_AUTH, MBEDTLS_OID_SIZE(MBEDTLS_OID_CLIENT_AUTH));
  return der(sequence, der(MBEDTLS_ASN1_OID, server ? server_oid : client_oid));
}

}  // namespace air780
