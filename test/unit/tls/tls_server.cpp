#include "test/unit/tls/tls_server.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "tls/key_log.h"

namespace air780 {
namespace {

void check(int code) {
  if (code != 0) throw std::runtime_error("the test's TLS server: " + mbedtls_error_text(code));
}

std::span<const unsigned char> with_zero(const std::string& pem) {
  return {reinterpret_cast<const unsigned char*>(pem.c_str()), pem.size() + 1};
}

void parse(CertificateChain& chain, const std::string& pem) {
  check(mbedtls_x509_crt_parse(chain.get(), with_zero(pem).data(), pem.size() + 1));
}

}  // namespace

TlsServer::TlsServer(Options options, RandomSource& random)
    : options_(std::move(options)),
      suites_(options_.suites),
      sink_([this](std::string_view label, auto client_random, auto secret) {
        secrets.push_back(key_log_line(label, client_random, secret));
      }) {
  RandomGenerator& generator = *must(random.generator());
  parse(certificate_, options_.identity.certificate);
  check(parse_private_key(key_, with_zero(options_.identity.key), generator));
  mbedtls_ssl_config* const configuration = configuration_.get();
  check(mbedtls_ssl_config_defaults(configuration, MBEDTLS_SSL_IS_SERVER, MBEDTLS_SSL_TRANSPORT_STREAM,
                                    MBEDTLS_SSL_PRESET_DEFAULT));
  offer_version(*configuration, 4);
  mbedtls_ssl_conf_rng(configuration, mbedtls_ctr_drbg_random, generator.get());
  check(mbedtls_ssl_conf_own_cert(configuration, certificate_.get(), key_.get()));
  if (!suites_.empty()) {
    suites_.push_back(0);
    mbedtls_ssl_conf_ciphersuites(configuration, suites_.data());
  }
  if (!options_.client_authority.empty()) {
    parse(client_authority_, options_.client_authority);
    mbedtls_ssl_conf_authmode(configuration, MBEDTLS_SSL_VERIFY_REQUIRED);
    mbedtls_ssl_conf_ca_chain(configuration, client_authority_.get(), nullptr);
  }
  if (options_.renegotiates) mbedtls_ssl_conf_renegotiation(configuration, MBEDTLS_SSL_RENEGOTIATION_ENABLED);
  const auto asked = [](void* self, mbedtls_ssl_context*, const unsigned char* name, std::size_t size) {
    static_cast<TlsServer*>(self)->server_name.assign(reinterpret_cast<const char*>(name), size);
    return 0;
  };
  mbedtls_ssl_conf_sni(configuration, asked, this);
  check(mbedtls_ssl_setup(session_.get(), configuration));
  export_secrets(*configuration, *session_.get(), sink_);
  const auto send = [](void* self, const unsigned char* bytes, std::size_t size) {
    static_cast<TlsServer*>(self)->output_.append(reinterpret_cast<const char*>(bytes), size);
    return static_cast<int>(size);
  };
  const auto take = [](void* self, unsigned char* bytes, std::size_t size) {
    std::string& input = static_cast<TlsServer*>(self)->input_;
    if (input.empty()) return MBEDTLS_ERR_SSL_WANT_READ;
    const std::size_t taken = std::min(size, input.size());
    std::copy_n(input.data(), taken, bytes);
    input.erase(0, taken);
    return static_cast<int>(taken);
  };
  mbedtls_ssl_set_bio(session_.get(), this, send, take, nullptr);
}

void TlsServer::receive(std::string_view bytes) {
  input_ += bytes;
  if (!open_) open_ = mbedtls_ssl_handshake(session_.get()) == 0;
  if (open_) read();
}

void TlsServer::read() {
  std::array<unsigned char, 4096> bytes;
  while (true) {
    const int code = mbedtls_ssl_read(session_.get(), bytes.data(), bytes.size());
    if (code == MBEDTLS_ERR_SSL_PEER_CLOSE_NOTIFY) told_to_close_ = true;
    if (code <= 0) return;
    heard.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(code));
  }
}

std::string TlsServer::take_output() { return std::exchange(output_, {}); }

void TlsServer::write(std::string_view text) {
  while (!text.empty()) {
    const int code =
        mbedtls_ssl_write(session_.get(), reinterpret_cast<const unsigned char*>(text.data()), text.size());
    if (code < 0) check(code);
    text.remove_prefix(static_cast<std::size_t>(code));
  }
}

void TlsServer::close() { check(mbedtls_ssl_close_notify(session_.get())); }

void TlsServer::renegotiate() { mbedtls_ssl_renegotiate(session_.get()); }

std::string TlsServer::client_subject() const {
  const mbedtls_x509_crt* certificate = mbedtls_ssl_get_peer_cert(session_.get());
  if (!certificate) return {};
  std::array<char, 256> text{};
  mbedtls_x509_dn_gets(text.data(), text.size(), &certificate->subject);
  return text.data();
}

}  // namespace air780
