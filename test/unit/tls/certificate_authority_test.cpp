#include "tls/certificate_authority.h"

#include <gmock/gmock.h>
#include <mbedtls/oid.h>

#include "tls/identity_check.h"
#include "tls/mbedtls_object.h"
#include "tls/subject_names.h"

namespace air780 {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Optional;
using testing::StartsWith;
using Purpose = CertificateRequest::Purpose;

class CertificateAuthorityTest : public testing::Test {
 protected:
  std::optional<std::string> fault(const Identity& identity, const std::vector<std::string>& names = {}) const {
    return find_fault(authority_.certificate(), identity, names);
  }

  // What a peer of this kind is told about the certificate's use.
  static int usage_check(const Identity& identity, const char* oid, std::size_t size) {
    CertificateChain chain;
    const std::string& pem = identity.certificate;
    EXPECT_EQ(mbedtls_x509_crt_parse(chain.get(), reinterpret_cast<const unsigned char*>(pem.c_str()), pem.size() + 1),
              0);
    return mbedtls_x509_crt_check_extended_key_usage(chain.get(), oid, size);
  }

  CertificateAuthority authority_ = std::move(*CertificateAuthority::make("test authority"));
};

TEST_F(CertificateAuthorityTest, SignsWhatVerifiesForEveryNameAndNoOther) {
  const std::vector<std::string> names = {"broker.example.com", "localhost", "127.0.0.1"};
  const Identity server = *authority_.issue({.common_name = "broker.example.com", .names = names});
  EXPECT_EQ(fault(server, names), std::nullopt);
  EXPECT_THAT(fault(server, {"other.example.com"}), Optional(StartsWith("other.example.com: ")));
  EXPECT_THAT(fault(server, {"127.0.0.2"}), Optional(HasSubstr("expected CN")));
}

TEST_F(CertificateAuthorityTest, CertificatesAreForOneSideEach) {
  const Identity server = *authority_.issue({.common_name = "s", .purpose = Purpose::server});
  const Identity client = *authority_.issue({.common_name = "c", .purpose = Purpose::client});
  EXPECT_EQ(usage_check(server, MBEDTLS_OID_SERVER_AUTH, MBEDTLS_OID_SIZE(MBEDTLS_OID_SERVER_AUTH)), 0);
  EXPECT_NE(usage_check(server, MBEDTLS_OID_CLIENT_AUTH, MBEDTLS_OID_SIZE(MBEDTLS_OID_CLIENT_AUTH)), 0);
  EXPECT_EQ(usage_check(client, MBEDTLS_OID_CLIENT_AUTH, MBEDTLS_OID_SIZE(MBEDTLS_OID_CLIENT_AUTH)), 0);
}

TEST_F(CertificateAuthorityTest, EveryKeyIsItsOwn) {
  const Identity one = *authority_.issue({.common_name = "same"});
  const Identity two = *authority_.issue({.common_name = "same"});
  EXPECT_NE(one.key, two.key);
  EXPECT_EQ(fault({one.certificate, two.key}), "the key is not the certificate's");
}

TEST_F(CertificateAuthorityTest, AnotherAuthorityOfTheSameNameIsNotTrusted) {
  const CertificateAuthority other = std::move(*CertificateAuthority::make("test authority"));
  const Identity identity = *authority_.issue({.common_name = "s"});
  EXPECT_THAT(find_fault(other.certificate(), identity, {}), Optional(HasSubstr("not correctly signed")));
}

TEST_F(CertificateAuthorityTest, DatesAreThoseAskedFor) {
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  const Identity past = *authority_.issue({.common_name = "past", .validity = {now - 48h, now - 24h}});
  EXPECT_THAT(fault(past), Optional(HasSubstr("expired")));
  const Identity future = *authority_.issue({.common_name = "future", .validity = {now + 24h, now + 48h}});
  EXPECT_THAT(fault(future), Optional(HasSubstr("starts in the future")));
  const Identity present = *authority_.issue({.common_name = "present", .validity = {now - 24h, now + 24h}});
  EXPECT_EQ(fault(present), std::nullopt);
}

TEST_F(CertificateAuthorityTest, DamageIsFound) {
  const Identity whole = *authority_.issue({.common_name = "s"});
  Identity cut = whole;
  cut.certificate.resize(cut.certificate.size() / 2);
  EXPECT_THAT(fault(cut), Optional(StartsWith("it is not a certificate")));
  Identity empty_key = whole;
  empty_key.key.clear();
  EXPECT_EQ(fault(empty_key), "the key is not a key");
  EXPECT_THAT(find_fault("", whole, {}), Optional(StartsWith("the authority's is not a certificate")));
}

TEST_F(CertificateAuthorityTest, ANameThatCannotBeOneIsRefused) {
  EXPECT_THAT(authority_.issue({.common_name = "a,b"}).error(), StartsWith("cannot make a certificate: subject: X509"));
}

// RFC 5280 §4.2.1.6 by hand: SEQUENCE { [2] "a.b", [2] "1.2.3.4", [7] 01 02 03 04 }.
TEST(SubjectAlternativeNames, AreDer) {
  using namespace std::string_literals;
  EXPECT_EQ(subject_alternative_names_der({"a.b", "1.2.3.4"}),
            "\x30\x14\x82\x03"s + "a.b" + "\x82\x07"s + "1.2.3.4" + "\x87\x04\x01\x02\x03\x04");
  const std::string longer = subject_alternative_names_der({std::string(120, 'a'), std::string(200, 'b')});
  EXPECT_THAT(longer, StartsWith("\x30\x82\x01\x45\x82\x78"s + "a"));
}

}  // namespace
}  // namespace air780
