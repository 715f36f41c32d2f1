#include "sim/broker/broker_certificates.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <fstream>
#include <iterator>
#include <map>

#include "test/unit/serial/temporary_directory.h"
#include "tls/certificate_authority.h"
#include "tls/identity_check.h"

namespace air780 {
namespace {

using testing::Each;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Pair;
using testing::StartsWith;

class BrokerCertificatesTest : public testing::Test {
 protected:
  std::string path(const std::string& name) const { return directory_.file("broker/" + name); }

  std::string read(const std::string& name) const {
    std::ifstream file(path(name));
    return {std::istreambuf_iterator<char>(file), {}};
  }
  void write(const std::string& name, const std::string& text) const { std::ofstream(path(name)) << text; }

  std::map<std::string, std::string> all() const {
    std::map<std::string, std::string> texts;
    for (const char* const name : {"ca.crt", "server.crt", "server.key", "client.crt", "client.key"}) {
      texts[name] = read(name);
    }
    return texts;
  }

  // What the log is told.
  std::string prepare() const {
    const auto certificates = prepare_certificates(*BrokerDirectory::open(directory_.file("broker")));
    return certificates ? certificates->history : "FAILED: " + certificates.error();
  }

  void expect_whole() const {
    EXPECT_EQ(find_fault(read("ca.crt"), {read("server.crt"), read("server.key")},
                         {"lbsmqtt.airm2m.com", "airtest.openluat.com", "localhost", "127.0.0.1"}),
              std::nullopt);
    EXPECT_EQ(find_fault(read("ca.crt"), {read("client.crt"), read("client.key")}, {}), std::nullopt);
  }

  test::TemporaryDirectory directory_;
};

TEST_F(BrokerCertificatesTest, AreMadeForTheHostsOfTheGuide) {
  EXPECT_EQ(prepare(), "made in " + directory_.file("broker"));
  expect_whole();
}

TEST_F(BrokerCertificatesTest, KeysAreForTheirOwnerOnly) {
  prepare();
  for (const char* const name : {"server.key", "client.key"}) {
    struct stat status {};
    ASSERT_EQ(::stat(path(name).c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0600U) << name;
  }
}

// Each fits one FSWRITE.
TEST_F(BrokerCertificatesTest, FitTheFlashOfAModule) {
  prepare();
  EXPECT_THAT(all(), Each(Pair(testing::_, testing::SizeIs(testing::Lt(10240U)))));
}

TEST_F(BrokerCertificatesTest, AreUsedAgain) {
  prepare();
  const auto before = all();
  EXPECT_EQ(prepare(), "those in " + directory_.file("broker") + " are used");
  EXPECT_EQ(all(), before);
}

TEST_F(BrokerCertificatesTest, OfSomebodyElseAreUsedWhateverTheirNames) {
  ASSERT_EQ(::mkdir(directory_.file("broker").c_str(), 0700), 0);
  CertificateAuthority authority = std::move(*CertificateAuthority::make("somebody"));
  const Identity server = *authority.issue({.common_name = "broker.example.com"});
  const Identity client = *authority.issue({.common_name = "c", .purpose = CertificateRequest::Purpose::client});
  write("ca.crt", authority.certificate());
  write("server.crt", server.certificate);
  write("server.key", server.key);
  write("client.crt", client.certificate);
  write("client.key", client.key);
  EXPECT_THAT(prepare(), EndsWith("are used"));
  EXPECT_EQ(read("server.crt"), server.certificate);
}

// Any one of the five that is missing, cut short or somebody else's: all are made anew, and the old one is still there.
TEST_F(BrokerCertificatesTest, AreMadeAnewWhenOneIsDamaged) {
  for (const char* const name : {"ca.crt", "server.crt", "server.key", "client.crt", "client.key"}) {
    SCOPED_TRACE(name);
    prepare();
    const std::string cut = read(name).substr(0, 100);
    write(name, cut);
    EXPECT_THAT(prepare(), StartsWith("made anew in "));
    expect_whole();
    EXPECT_EQ(read(std::string(name) + ".old"), cut);
  }
}

TEST_F(BrokerCertificatesTest, AreMadeAnewWhenOneIsMissing) {
  prepare();
  ::unlink(path("client.key").c_str());
  EXPECT_THAT(prepare(), EndsWith(", since client.key is missing or cannot be read"));
  expect_whole();
}

TEST_F(BrokerCertificatesTest, AreMadeAnewWhenTheyHaveExpired) {
  prepare();
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  CertificateAuthority authority = std::move(*CertificateAuthority::make("expired"));
  const Identity server =
      *authority.issue({.common_name = "s", .validity = {now - std::chrono::hours(2), now - std::chrono::hours(1)}});
  write("ca.crt", authority.certificate());
  write("server.crt", server.certificate);
  write("server.key", server.key);
  EXPECT_THAT(prepare(), AllOf(HasSubstr("since server.crt: "), HasSubstr("expired")));
  expect_whole();
}

TEST_F(BrokerCertificatesTest, SayWhichFileCannotBeWritten) {
  ASSERT_EQ(::mkdir(directory_.file("broker").c_str(), 0700), 0);
  ASSERT_EQ(::mkdir(path("ca.crt.new").c_str(), 0700), 0);
  EXPECT_THAT(prepare(), StartsWith("FAILED: cannot write " + path("ca.crt") + ": "));
}

}  // namespace
}  // namespace air780
