// A TLS server without a socket, for the other end of a TlsClient. One thread.
#pragma once

#include <mbedtls/ssl.h>

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tls/certificate_authority.h"
#include "tls/library_version.h"
#include "tls/random_source.h"

namespace air780 {

// What was made, or an exception with the reason.
template <typename Made>
Made must(boost::system::result<Made, std::string> result) {
  if (!result) throw std::runtime_error(result.error());
  return std::move(*result);
}

class TlsServer {
 public:
  struct Options {
    Identity identity = {};
    std::string client_authority = {};  // not empty: clients must show a certificate of it
    std::vector<int> suites = {};       // empty: the library's
    bool renegotiates = false;
  };

  TlsServer(Options options, RandomSource& random);
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;

  // Takes what the client sent; what it says is added to `heard`.
  void receive(std::string_view bytes);
  std::string take_output();
  void write(std::string_view text);
  void close();
  // Asks the client for a new handshake.
  void renegotiate();

  bool open() const { return open_; }
  // The client's close_notify has come.
  bool told_to_close() const { return told_to_close_; }
  std::string version() const { return mbedtls_ssl_get_version(session_.get()); }
  int suite() const { return mbedtls_ssl_get_ciphersuite_id(mbedtls_ssl_get_ciphersuite(session_.get())); }
  std::string client_subject() const;

  std::string heard;
  std::string server_name;  // that the client asked for
  std::vector<std::string> secrets;

 private:
  using Configuration = MbedtlsObject<mbedtls_ssl_config, mbedtls_ssl_config_init, mbedtls_ssl_config_free>;
  using Session = MbedtlsObject<mbedtls_ssl_context, mbedtls_ssl_init, mbedtls_ssl_free>;

  void read();

  const Options options_;
  CertificateChain certificate_;
  CertificateChain client_authority_;
  PrivateKey key_;
  std::vector<int> suites_;
  SecretSink sink_;
  Configuration configuration_;
  mutable Session session_;
  std::string input_;
  std::string output_;
  bool open_ = false;
  bool told_to_close_ = false;
};

}  // namespace air780
