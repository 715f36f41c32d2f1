#include "tls/tls_connection.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "tls/cipher_suites.h"

namespace air780 {
namespace {

// As the module does it: SHA-1 and RSA of 1024 bits are still good enough for its servers.
constexpr mbedtls_x509_crt_profile legacy_profile = {
    MBEDTLS_X509_ID_FLAG(MBEDTLS_MD_SHA1) | MBEDTLS_X509_ID_FLAG(MBEDTLS_MD_SHA224) |
        MBEDTLS_X509_ID_FLAG(MBEDTLS_MD_SHA256) | MBEDTLS_X509_ID_FLAG(MBEDTLS_MD_SHA384) |
        MBEDTLS_X509_ID_FLAG(MBEDTLS_MD_SHA512),
    0xFFFFFFF,  // any algorithm of keys
    0xFFFFFFF,  // any curve
    1024,
};

constexpr std::array<std::string_view, 5> version_names = {"SSL 3.0", "TLS 1.0", "TLS 1.1", "TLS 1.2", "all"};

bool wants_certificate(int alert) { return alert == 40 || alert == 42 || alert == 116; }

}  // namespace

TlsClient::Connection::Connection(const TlsRequest& request, RandomGenerator& random, KeyLogSink keys)
    : random_(random),
      keys_(std::move(keys)),
      secrets_([this](std::string_view label, std::span<const unsigned char> client_random,
                      std::span<const unsigned char> secret) { keys_(key_log_line(label, client_random, secret)); }),
      verdict_(request) {}

std::optional<std::string> TlsClient::Connection::set_up(const TlsRequest& request) {
  if (auto unusable = credentials_.load(request, random_)) return unusable;
  auto suites = cipher_suites(request.cipher_suite, request.strict_suites);
  if (!suites) return suites.error();
  suites_ = std::move(*suites);

  mbedtls_ssl_config* const configuration = configuration_.get();
  const auto library_failure = [](int code) { return "TLS: " + mbedtls_error_text(code); };
  int code = mbedtls_ssl_config_defaults(configuration, MBEDTLS_SSL_IS_CLIENT, MBEDTLS_SSL_TRANSPORT_STREAM,
                                         MBEDTLS_SSL_PRESET_DEFAULT);
  if (code != 0) return library_failure(code);
  if (!offer_version(*configuration, request.version)) {
    return fmt::format("sslversion {} ({}): the TLS library does not speak it", request.version,
                       version_names[static_cast<std::size_t>(request.version)]);
  }
  allow_old_ciphers(*configuration);
  mbedtls_ssl_conf_ciphersuites(configuration, suites_.data());
  mbedtls_ssl_conf_rng(configuration, mbedtls_ctr_drbg_random, random_.get());
#ifdef MBEDTLS_SSL_RENEGOTIATION
  mbedtls_ssl_conf_renegotiation(configuration, MBEDTLS_SSL_RENEGOTIATION_DISABLED);
#endif
  check_server(request);
  if (request.certificate && request.key) {
    code = mbedtls_ssl_conf_own_cert(configuration, credentials_.certificate.get(), credentials_.key.get());
    if (code != 0) return library_failure(code);
  }

  code = mbedtls_ssl_setup(session_.get(), configuration);
  // Newer releases want to be told also that there is no name.
  const char* const name = request.server_name.empty() ? nullptr : request.server_name.c_str();
  if (code == 0) code = mbedtls_ssl_set_hostname(session_.get(), name);
  if (code != 0) return library_failure(code);
  if (keys_) export_secrets(*configuration, *session_.get(), secrets_);
  mbedtls_ssl_set_bio(session_.get(), this, put_output, take_input, nullptr);
  return std::nullopt;
}

void TlsClient::Connection::check_server(const TlsRequest& request) {
  mbedtls_ssl_config* const configuration = configuration_.get();
  mbedtls_ssl_conf_cert_profile(configuration, &legacy_profile);
  if (request.security_level == 0) return mbedtls_ssl_conf_authmode(configuration, MBEDTLS_SSL_VERIFY_NONE);
  mbedtls_ssl_conf_authmode(configuration, MBEDTLS_SSL_VERIFY_REQUIRED);
  mbedtls_ssl_conf_ca_chain(configuration, credentials_.authority.get(), nullptr);
  mbedtls_ssl_conf_verify(configuration, judge, &verdict_);
}

int TlsClient::Connection::judge(void* verdict, mbedtls_x509_crt* certificate, int depth, std::uint32_t* findings) {
  static_cast<ServerVerdict*>(verdict)->judge(*certificate, depth, *findings);
  return 0;
}

int TlsClient::Connection::take_input(void* self, unsigned char* bytes, std::size_t size) {
  auto& connection = *static_cast<Connection*>(self);
  const std::size_t taken = std::min(size, connection.input.size() - connection.taken_);
  if (taken == 0) return connection.input_ended ? 0 : MBEDTLS_ERR_SSL_WANT_READ;
  std::copy_n(connection.input.data() + connection.taken_, taken, bytes);
  connection.taken_ += taken;
  if (connection.taken_ == connection.input.size()) {
    connection.input.clear();
    connection.taken_ = 0;
  }
  return static_cast<int>(taken);
}

int TlsClient::Connection::put_output(void* self, const unsigned char* bytes, std::size_t size) {
  static_cast<Connection*>(self)->output.append(reinterpret_cast<const char*>(bytes), size);
  return static_cast<int>(size);
}

void TlsClient::Connection::shake_hands() {
  const int code = mbedtls_ssl_handshake(session_.get());
  if (code == 0) {
    state = State::open;
  } else if (code != MBEDTLS_ERR_SSL_WANT_READ) {
    fail(handshake_failure(code));
  }
}

std::string TlsClient::Connection::read() {
  std::string plaintext;
  std::array<unsigned char, 16 * 1024> bytes;
  while (state == State::open) {
    const int code = mbedtls_ssl_read(session_.get(), bytes.data(), bytes.size());
    if (code > 0) {
      plaintext.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(code));
    } else if (code == 0 || code == MBEDTLS_ERR_SSL_PEER_CLOSE_NOTIFY || code == MBEDTLS_ERR_SSL_CONN_EOF) {
      // Many a broker ends TCP without close_notify; it is an end all the same.
      state = State::ended;
    } else if (is_no_data(code)) {
      break;
    } else {
      fail("TLS: " + mbedtls_error_text(code));
    }
  }
  return plaintext;
}

void TlsClient::Connection::write(std::string_view plaintext) {
  while (!plaintext.empty() && state == State::open) {
    const int code =
        mbedtls_ssl_write(session_.get(), reinterpret_cast<const unsigned char*>(plaintext.data()), plaintext.size());
    if (code < 0) return fail("TLS: " + mbedtls_error_text(code));
    plaintext.remove_prefix(static_cast<std::size_t>(code));
  }
}

void TlsClient::Connection::close() {
  if (state == State::open || state == State::ended) mbedtls_ssl_close_notify(session_.get());
  if (state == State::open) state = State::ended;
}

void TlsClient::Connection::fail(std::string text) {
  state = State::failed;
  failure = std::move(text);
}

std::string TlsClient::Connection::handshake_failure(int code) {
  if (watch.is_foreign()) return "the server does not speak TLS";
  if (code == MBEDTLS_ERR_X509_CERT_VERIFY_FAILED) {
    return verdict_.text(mbedtls_ssl_get_verify_result(session_.get()));
  }
  // The first sign of a server that wants to see a certificate: OpenSSL sends an alert, others just hang up.
  const bool shown = mbedtls_pk_get_type(&credentials_.certificate->pk) != MBEDTLS_PK_NONE;
  const std::string_view hint = shown ? "" : "; perhaps it wants a client certificate, which seclevel 2 sends";
  if (const auto alert = watch.fatal_alert()) {
    return fmt::format("the server refused the TLS handshake: alert {} {}{}", *alert, alert_name(*alert),
                       wants_certificate(*alert) ? hint : "");
  }
  if (code == MBEDTLS_ERR_SSL_CONN_EOF) {
    if (!watch.anything_came()) return "the server closed the connection without a word of TLS";
    return fmt::format("the server closed the connection in the TLS handshake{}", hint);
  }
  return "TLS handshake: " + mbedtls_error_text(code);
}

}  // namespace air780
