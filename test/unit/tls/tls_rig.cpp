#include "test/unit/tls/tls_rig.h"

#include <mbedtls/pem.h>
#include <mbedtls/rsa.h>

#include <array>

namespace air780 {
namespace {

using CertificateWriter = MbedtlsObject<mbedtls_x509write_cert, mbedtls_x509write_crt_init, mbedtls_x509write_crt_free>;
using Number = MbedtlsObject<mbedtls_mpi, mbedtls_mpi_init, mbedtls_mpi_free>;
using Pem = MbedtlsObject<mbedtls_pem_context, mbedtls_pem_init, mbedtls_pem_free>;

Identity make_rsa_identity() {
  RandomSource random;
  RandomGenerator& generator = *must(random.generator());
  PrivateKey key;
  mbedtls_pk_setup(key.get(), mbedtls_pk_info_from_type(MBEDTLS_PK_RSA));
  mbedtls_rsa_gen_key(mbedtls_pk_rsa(*key.get()), mbedtls_ctr_drbg_random, generator.get(), 1024, 65537);
  CertificateWriter writer;
  Number serial;
  mbedtls_mpi_lset(serial.get(), 7);
  mbedtls_x509write_crt_set_version(writer.get(), MBEDTLS_X509_CRT_VERSION_3);
  mbedtls_x509write_crt_set_md_alg(writer.get(), MBEDTLS_MD_SHA1);
  mbedtls_x509write_crt_set_subject_key(writer.get(), key.get());
  mbedtls_x509write_crt_set_issuer_key(writer.get(), key.get());
  mbedtls_x509write_crt_set_subject_name(writer.get(), "CN=old");
  mbedtls_x509write_crt_set_issuer_name(writer.get(), "CN=old");
  mbedtls_x509write_crt_set_validity(writer.get(), "20100101000000", "20990101000000");
  mbedtls_x509write_crt_set_serial(writer.get(), serial.get());
  std::array<unsigned char, 4096> certificate{};
  std::array<unsigned char, 4096> key_text{};
  const int code = mbedtls_x509write_crt_pem(writer.get(), certificate.data(), certificate.size(),
                                             mbedtls_ctr_drbg_random, generator.get());
  if (code != 0) throw std::runtime_error(mbedtls_error_text(code));
  mbedtls_pk_write_key_pem(key.get(), key_text.data(), key_text.size());
  return {reinterpret_cast<const char*>(certificate.data()), reinterpret_cast<const char*>(key_text.data())};
}

}  // namespace

NamedFile file_of(std::string name, const std::string& bytes) { return {std::move(name), secret(std::string(bytes))}; }

const Identity& rsa_identity() {
  static const Identity identity = make_rsa_identity();
  return identity;
}

TestCertificates& certificates() {
  static TestCertificates made;
  return made;
}

std::string der_of(const std::string& pem) {
  const std::string label = pem.substr(11, pem.find('-', 11) - 11);
  Pem context;
  std::size_t used = 0;
  const int code = mbedtls_pem_read_buffer(context.get(), ("-----BEGIN " + label + "-----").c_str(),
                                           ("-----END " + label + "-----").c_str(),
                                           reinterpret_cast<const unsigned char*>(pem.c_str()), nullptr, 0, &used);
  if (code != 0) throw std::runtime_error(mbedtls_error_text(code));
  return {reinterpret_cast<const char*>(context->buf), context->buflen};
}

TlsRig::TlsRig() {
  request.security_level = 1;
  request.authority = file_of("ca.crt", certificates().authority.certificate());
  request.server_name = "broker.example";
  request.now = std::chrono::sys_days(std::chrono::November / 23 / 2026);
  request.timeout = std::chrono::seconds(90);
  server_options.identity = certificates().server;
}

void TlsRig::show(const std::string& certificate, const std::string& key) {
  request.security_level = 2;
  request.certificate = file_of("client.crt", certificate);
  request.key = file_of("client.key", key);
}

void TlsRig::connect(std::size_t chunk) {
  server = std::make_unique<TlsServer>(server_options, random);
  client = must(TlsClient::make(request, random, [this](std::string_view line) { keys.emplace_back(line); }));
  client->start();
  talk(chunk);
}

void TlsRig::talk(std::size_t chunk) {
  const auto in_chunks = [chunk](std::string_view bytes, const auto& take) {
    for (; !bytes.empty(); bytes.remove_prefix(std::min(chunk, bytes.size()))) take(bytes.substr(0, chunk));
  };
  while (true) {
    const std::string up = client->take_output();
    in_chunks(up, [this](std::string_view bytes) { server->receive(bytes); });
    const std::string down = server->take_output();
    in_chunks(down, [this](std::string_view bytes) {
      client->receive(bytes);
      if (client->state() == TlsClient::State::open) client_heard += client->read();
    });
    if (up.empty() && down.empty()) return;
  }
}

std::string TlsRig::refusal() {
  auto made = TlsClient::make(request, random, {});
  return made ? "" : made.error();
}

}  // namespace air780
