// What the module thinks of a server's certificate: the library's findings, with dates judged by the module's clock and
// the name judged only where that was asked for.
// Owned by a TlsClient; one thread.
#pragma once

#include <cstdint>
#include <string>

#include "protocol/ports/network.h"
#include "tls/mbedtls_object.h"

namespace air780 {

class ServerVerdict {
 public:
  explicit ServerVerdict(const TlsRequest& request);

  // Judges one certificate of the chain: takes the library's findings and replaces them with the module's.
  void judge(const mbedtls_x509_crt& certificate, int depth, std::uint32_t& findings);

  // For a person, after a handshake that failed for the certificate; `findings` are its last word.
  // "server certificate: not trusted: CN=broker (BADCERT_NOT_TRUSTED)"
  std::string text(std::uint32_t findings) const;

 private:
  const bool check_name_;
  const bool check_dates_;
  const UtcTime now_;
  const std::string name_;
  std::string objection_;  // to the certificate nearest to the server that has one
  std::string subject_;    // of the server's own certificate
};

}  // namespace air780
