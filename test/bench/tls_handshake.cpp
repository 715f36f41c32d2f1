#include "test/bench/tls_handshake.h"

#include <arpa/inet.h>
#include <mbedtls/ssl.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <cerrno>
#include <stdexcept>
#include <string>

#include "sim/file_descriptor.h"

namespace air780 {
namespace {

using Clock = std::chrono::steady_clock;

using TlsSettings = MbedtlsObject<mbedtls_ssl_config, mbedtls_ssl_config_init, mbedtls_ssl_config_free>;
using TlsContext = MbedtlsObject<mbedtls_ssl_context, mbedtls_ssl_init, mbedtls_ssl_free>;

// What air780sim agrees on with mosquitto and a certificate with an elliptic curve key.
constexpr int suite[] = {MBEDTLS_TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, 0};

FileDescriptor connect_to(std::uint16_t port) {
  FileDescriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    throw std::runtime_error("the TLS port of the broker does not answer");
  }
  const int yes = 1;
  ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  return socket;
}

int socket_of(void* pointer) { return static_cast<FileDescriptor*>(pointer)->get(); }

int send_bytes(void* socket, const unsigned char* bytes, std::size_t size) {
  return static_cast<int>(::send(socket_of(socket), bytes, size, MSG_NOSIGNAL));
}

int receive_bytes(void* socket, unsigned char* bytes, std::size_t size) {
  return static_cast<int>(::recv(socket_of(socket), bytes, size, 0));
}

void check(int code, const char* what) {
  if (code != 0) throw std::runtime_error(std::string(what) + ": " + mbedtls_error_text(code));
}

}  // namespace

std::chrono::nanoseconds TlsHandshake::time_at(std::uint16_t port) {
  const auto generator = random_.generator();
  if (!generator) throw std::runtime_error(generator.error());
  const auto begin = Clock::now();
  FileDescriptor socket = connect_to(port);
  TlsSettings settings;
  check(mbedtls_ssl_config_defaults(settings.get(), MBEDTLS_SSL_IS_CLIENT, MBEDTLS_SSL_TRANSPORT_STREAM,
                                    MBEDTLS_SSL_PRESET_DEFAULT),
        "settings");
  mbedtls_ssl_conf_authmode(settings.get(), MBEDTLS_SSL_VERIFY_NONE);
  mbedtls_ssl_conf_ciphersuites(settings.get(), suite);
  mbedtls_ssl_conf_rng(settings.get(), mbedtls_ctr_drbg_random, (*generator)->get());
  TlsContext context;
  check(mbedtls_ssl_setup(context.get(), settings.get()), "setup");
  mbedtls_ssl_set_bio(context.get(), &socket, send_bytes, receive_bytes, nullptr);
  check(mbedtls_ssl_handshake(context.get()), "handshake");
  return Clock::now() - begin;
}

}  // namespace air780
