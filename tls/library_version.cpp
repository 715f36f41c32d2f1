#include "tls/library_version.h"

#include <mbedtls/version.h>

#if MBEDTLS_VERSION_MAJOR >= 3
#include <psa/crypto.h>
#endif

namespace air780 {
namespace {

constexpr std::size_t random_size = 32;

const SecretSink& sink_of(void* parameter) { return *static_cast<const SecretSink*>(parameter); }

}  // namespace

#if MBEDTLS_VERSION_MAJOR >= 3

int prepare_library() { return psa_crypto_init() == PSA_SUCCESS ? 0 : MBEDTLS_ERR_SSL_INTERNAL_ERROR; }

int parse_private_key(PrivateKey& key, std::span<const unsigned char> bytes, RandomGenerator& random) {
  return mbedtls_pk_parse_key(key.get(), bytes.data(), bytes.size(), nullptr, 0, mbedtls_ctr_drbg_random, random.get());
}

bool is_pair(const mbedtls_pk_context& certified, PrivateKey& key, RandomGenerator& random) {
  return mbedtls_pk_check_pair(&certified, key.get(), mbedtls_ctr_drbg_random, random.get()) == 0;
}

// TLS 1.2 is the oldest that it speaks, and the newest that the module does.
bool offer_version(mbedtls_ssl_config& config, int version) {
  if (version < 3) return false;
  mbedtls_ssl_conf_min_tls_version(&config, MBEDTLS_SSL_VERSION_TLS1_2);
  mbedtls_ssl_conf_max_tls_version(&config, MBEDTLS_SSL_VERSION_TLS1_2);
  return true;
}

void allow_old_ciphers(mbedtls_ssl_config&) {}

void export_secrets(mbedtls_ssl_config&, mbedtls_ssl_context& context, const SecretSink& sink) {
  const auto told = [](void* parameter, mbedtls_ssl_key_export_type type, const unsigned char* secret, std::size_t size,
                       const unsigned char client_random[random_size], const unsigned char[random_size],
                       mbedtls_tls_prf_types) {
    if (type != MBEDTLS_SSL_KEY_EXPORT_TLS12_MASTER_SECRET) return;
    sink_of(parameter)("CLIENT_RANDOM", {client_random, random_size}, {secret, size});
  };
  mbedtls_ssl_set_export_keys_cb(&context, told, const_cast<SecretSink*>(&sink));
}

bool is_no_data(int code) {
  return code == MBEDTLS_ERR_SSL_WANT_READ || code == MBEDTLS_ERR_SSL_RECEIVED_NEW_SESSION_TICKET;
}

#else

int prepare_library() { return 0; }

int parse_private_key(PrivateKey& key, std::span<const unsigned char> bytes, RandomGenerator&) {
  return mbedtls_pk_parse_key(key.get(), bytes.data(), bytes.size(), nullptr, 0);
}

bool is_pair(const mbedtls_pk_context& certified, PrivateKey& key, RandomGenerator&) {
  return mbedtls_pk_check_pair(&certified, key.get()) == 0;
}

bool offer_version(mbedtls_ssl_config& config, int version) {
#ifdef MBEDTLS_SSL_PROTO_SSL3
  constexpr int oldest = 0;
#else
  constexpr int oldest = 1;
#endif
  if (version < oldest) return false;
  // The library numbers the versions as sslversion does.
  constexpr int all = 4;
  constexpr int newest = MBEDTLS_SSL_MINOR_VERSION_3;
  mbedtls_ssl_conf_min_version(&config, MBEDTLS_SSL_MAJOR_VERSION_3, version == all ? oldest : version);
  mbedtls_ssl_conf_max_version(&config, MBEDTLS_SSL_MAJOR_VERSION_3, version == all ? newest : version);
  return true;
}

void allow_old_ciphers(mbedtls_ssl_config& config) {
#ifdef MBEDTLS_ARC4_C
  mbedtls_ssl_conf_arc4_support(&config, MBEDTLS_SSL_ARC4_ENABLED);
#else
  static_cast<void>(config);
#endif
}

void export_secrets(mbedtls_ssl_config& config, mbedtls_ssl_context&, const SecretSink& sink) {
  constexpr std::size_t master_secret_size = 48;
  const auto told = [](void* parameter, const unsigned char* secret, const unsigned char*, std::size_t, std::size_t,
                       std::size_t, const unsigned char client_random[random_size], const unsigned char[random_size],
                       mbedtls_tls_prf_types) {
    sink_of(parameter)("CLIENT_RANDOM", {client_random, random_size}, {secret, master_secret_size});
    return 0;
  };
  mbedtls_ssl_conf_export_keys_ext_cb(&config, told, const_cast<SecretSink*>(&sink));
}

bool is_no_data(int code) { return code == MBEDTLS_ERR_SSL_WANT_READ; }

#endif

}  // namespace air780
