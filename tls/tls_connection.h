// What a TlsClient consists of: Mbed TLS's contexts, set up for one connection. Part of TlsClient; nobody else's.
// One thread.
#pragma once

#include <mbedtls/ssl.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tls/credentials.h"
#include "tls/library_version.h"
#include "tls/record_watch.h"
#include "tls/server_verdict.h"
#include "tls/tls_client.h"

namespace air780 {

class TlsClient::Connection {
 public:
  Connection(const TlsRequest& request, RandomGenerator& random, KeyLogSink keys);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() = default;

  // What is wrong with the request, for a person.
  std::optional<std::string> set_up(const TlsRequest& request);

  void shake_hands();
  std::string read();
  void write(std::string_view plaintext);
  void close();

  State state = State::handshake;
  std::string failure;
  std::string input;  // not yet taken by the library
  bool input_ended = false;
  std::string output;
  RecordWatch watch;

 private:
  static int take_input(void* self, unsigned char* bytes, std::size_t size);
  static int put_output(void* self, const unsigned char* bytes, std::size_t size);
  static int judge(void* verdict, mbedtls_x509_crt* certificate, int depth, std::uint32_t* findings);

  void check_server(const TlsRequest& request);
  void fail(std::string text);
  std::string handshake_failure(int code);

  using Configuration = MbedtlsObject<mbedtls_ssl_config, mbedtls_ssl_config_init, mbedtls_ssl_config_free>;
  using Session = MbedtlsObject<mbedtls_ssl_context, mbedtls_ssl_init, mbedtls_ssl_free>;

  RandomGenerator& random_;
  const KeyLogSink keys_;
  const SecretSink secrets_;
  ServerVerdict verdict_;
  Credentials credentials_;
  std::vector<int> suites_;
  // The session points into the configuration, and that at everything above.
  Configuration configuration_;
  Session session_;
  std::size_t taken_ = 0;  // of input
};

}  // namespace air780
