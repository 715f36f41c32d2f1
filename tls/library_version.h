// Everything in which Mbed TLS 2.28 (Debian 12) and 3.x differ for a client; no other file of this room asks for the
// version. Functions without state; any thread.
#pragma once

#include <mbedtls/ssl.h>

#include <functional>
#include <span>
#include <string_view>

#include "tls/mbedtls_object.h"

namespace air780 {

// Called once before anything else of the library; a code of the library.
int prepare_library();

// The bytes of a key: DER, or PEM with its closing zero. A code of the library.
int parse_private_key(PrivateKey& key, std::span<const unsigned char> bytes, RandomGenerator& random);
// Whether the key is the one that was certified.
bool is_pair(const mbedtls_pk_context& certified, PrivateKey& key, RandomGenerator& random);

// Offers what sslversion names: 0 SSL 3.0, 1 TLS 1.0, 2 TLS 1.1, 3 TLS 1.2, 4 all of them up to 1.2. False when the
// library speaks none of it; nothing is changed then.
bool offer_version(mbedtls_ssl_config& config, int version);
// Lets the client offer RC4, where the library has it.
void allow_old_ciphers(mbedtls_ssl_config& config);

// Told the secrets of each handshake: the label of the NSS key log format, the client's random bytes, the secret.
using SecretSink = std::function<void(std::string_view label, std::span<const unsigned char> client_random,
                                      std::span<const unsigned char> secret)>;
// `sink` must outlive the handshake. `context` has been set up with `config`, which nobody else uses.
void export_secrets(mbedtls_ssl_config& config, mbedtls_ssl_context& context, const SecretSink& sink);

// What mbedtls_ssl_read returns though nothing is wrong and nothing has come.
bool is_no_data(int code);

}  // namespace air780
