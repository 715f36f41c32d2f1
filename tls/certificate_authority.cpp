#include "tls/certificate_authority.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <mbedtls/oid.h>

#include <array>

#include "tls/mbedtls_object.h"
#include "tls/random_source.h"
#include "tls/subject_names.h"

namespace air780 {
namespace {

// Thrown within this file only.
struct Failure {
  std::string text;
};

void check(int code, const char* what) {
  if (code != 0) throw Failure{fmt::format("cannot make a certificate: {}: {}", what, mbedtls_error_text(code))};
}

using CertificateWriter = MbedtlsObject<mbedtls_x509write_cert, mbedtls_x509write_crt_init, mbedtls_x509write_crt_free>;
using LargeNumber = MbedtlsObject<mbedtls_mpi, mbedtls_mpi_init, mbedtls_mpi_free>;

std::string time_text(std::chrono::sys_seconds time) { return fmt::format("{:%Y%m%d%H%M%S}", time); }

void set_extension(CertificateWriter& writer, std::string_view oid, const std::string& value) {
  check(mbedtls_x509write_crt_set_extension(writer.get(), oid.data(), oid.size(), 0,
                                            reinterpret_cast<const unsigned char*>(value.data()), value.size()),
        "extension");
}

}  // namespace

class CertificateAuthority::Signer {
 public:
  Signer(const std::string& common_name, const Validity& validity) : name_(subject(common_name)) {
    const auto generator = source_.generator();
    if (!generator) throw Failure{generator.error()};
    random_ = (*generator)->get();
    generate(key_);
    CertificateWriter writer;
    begin(writer, name_, key_, validity);
    check(mbedtls_x509write_crt_set_basic_constraints(writer.get(), 1, -1), "basic constraints");
    check(mbedtls_x509write_crt_set_key_usage(writer.get(), MBEDTLS_X509_KU_KEY_CERT_SIGN | MBEDTLS_X509_KU_CRL_SIGN),
          "key usage");
    certificate_ = sign(writer);
  }

  const std::string& certificate() const { return certificate_; }

  Identity issue(const CertificateRequest& request) {
    const bool server = request.purpose == CertificateRequest::Purpose::server;
    PrivateKey key;
    generate(key);
    CertificateWriter writer;
    begin(writer, subject(request.common_name), key, request.validity);
    check(mbedtls_x509write_crt_set_basic_constraints(writer.get(), 0, -1), "basic constraints");
    check(mbedtls_x509write_crt_set_key_usage(writer.get(), MBEDTLS_X509_KU_DIGITAL_SIGNATURE), "key usage");
    constexpr std::string_view usage_oid(MBEDTLS_OID_EXTENDED_KEY_USAGE,
                                         MBEDTLS_OID_SIZE(MBEDTLS_OID_EXTENDED_KEY_USAGE));
    set_extension(writer, usage_oid, extended_key_usage_der(server));
    if (!request.names.empty()) {
      constexpr std::string_view names_oid(MBEDTLS_OID_SUBJECT_ALT_NAME,
                                           MBEDTLS_OID_SIZE(MBEDTLS_OID_SUBJECT_ALT_NAME));
      set_extension(writer, names_oid, subject_alternative_names_der(request.names));
    }
    return {sign(writer), key_text(key)};
  }

 private:
  static std::string subject(const std::string& common_name) { return "CN=" + common_name + ",O=air780sim"; }

  void generate(PrivateKey& key) {
    check(mbedtls_pk_setup(key.get(), mbedtls_pk_info_from_type(MBEDTLS_PK_ECKEY)), "key");
    check(mbedtls_ecp_gen_key(MBEDTLS_ECP_DP_SECP256R1, mbedtls_pk_ec(*key.get()), mbedtls_ctr_drbg_random, random_),
          "key");
  }

  void begin(CertificateWriter& writer, const std::string& subject_name, PrivateKey& key, const Validity& validity) {
    mbedtls_x509write_crt_set_version(writer.get(), MBEDTLS_X509_CRT_VERSION_3);
    mbedtls_x509write_crt_set_md_alg(writer.get(), MBEDTLS_MD_SHA256);
    mbedtls_x509write_crt_set_subject_key(writer.get(), key.get());
    mbedtls_x509write_crt_set_issuer_key(writer.get(), key_.get());
    check(mbedtls_x509write_crt_set_subject_name(writer.get(), subject_name.c_str()), "subject");
    check(mbedtls_x509write_crt_set_issuer_name(writer.get(), name_.c_str()), "issuer");
    check(mbedtls_x509write_crt_set_validity(writer.get(), time_text(validity.from).c_str(),
                                             time_text(validity.until).c_str()),
          "dates");
    set_serial(writer);
    check(mbedtls_x509write_crt_set_subject_key_identifier(writer.get()), "key identifier");
    check(mbedtls_x509write_crt_set_authority_key_identifier(writer.get()), "key identifier");
  }

  // Random, since clients remember a number that an issuer of this name has given before.
  void set_serial(CertificateWriter& writer) {
    std::array<unsigned char, 16> bytes{};
    check(mbedtls_ctr_drbg_random(random_, bytes.data(), bytes.size()), "serial number");
    bytes[0] = static_cast<unsigned char>((bytes[0] & 0x7F) | 0x40);  // positive, and no leading zero
    LargeNumber serial;
    check(mbedtls_mpi_read_binary(serial.get(), bytes.data(), bytes.size()), "serial number");
    check(mbedtls_x509write_crt_set_serial(writer.get(), serial.get()), "serial number");
  }

  std::string sign(CertificateWriter& writer) {
    std::array<unsigned char, 4096> text{};
    check(mbedtls_x509write_crt_pem(writer.get(), text.data(), text.size(), mbedtls_ctr_drbg_random, random_),
          "signature");
    return reinterpret_cast<const char*>(text.data());
  }

  static std::string key_text(PrivateKey& key) {
    std::array<unsigned char, 1024> text{};
    check(mbedtls_pk_write_key_pem(key.get(), text.data(), text.size()), "key");
    return reinterpret_cast<const char*>(text.data());
  }

  std::string name_;
  RandomSource source_;
  mbedtls_ctr_drbg_context* random_ = nullptr;
  PrivateKey key_;
  std::string certificate_;
};

CertificateAuthority::CertificateAuthority(std::unique_ptr<Signer> signer) : signer_(std::move(signer)) {}
CertificateAuthority::~CertificateAuthority() = default;
CertificateAuthority::CertificateAuthority(CertificateAuthority&&) noexcept = default;
CertificateAuthority& CertificateAuthority::operator=(CertificateAuthority&&) noexcept = default;

boost::system::result<CertificateAuthority, std::string> CertificateAuthority::make(const std::string& common_name,
                                                                                    const Validity& validity) {
  try {
    return CertificateAuthority(std::make_unique<Signer>(common_name, validity));
  } catch (const Failure& failure) {
    return failure.text;
  }
}

const std::string& CertificateAuthority::certificate() const { return signer_->certificate(); }

boost::system::result<Identity, std::string> CertificateAuthority::issue(const CertificateRequest& request) {
  try {
    return signer_->issue(request);
  } catch (const Failure& failure) {
    return failure.text;
  }
}

}  // namespace air780
