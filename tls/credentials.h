// The certificates and the key that a module's TLS link uses, read from the files of its flash: PEM with any line ends,
// or DER. Owned by a TlsClient; one thread.
#pragma once

#include <optional>
#include <string>

#include "protocol/ports/network.h"
#include "tls/mbedtls_object.h"

namespace air780 {

class Credentials {
 public:
  // Reads what the request has. What is wrong is returned, naming the file: "ca.crt: not a certificate (…)",
  // "client.key: does not belong to client.crt".
  std::optional<std::string> load(const TlsRequest& request, RandomGenerator& random);

  CertificateChain authority;
  CertificateChain certificate;
  PrivateKey key;
};

}  // namespace air780
