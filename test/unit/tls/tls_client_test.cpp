// Handshakes that succeed, and what flows afterwards: client and server in one process.
#include "tls/tls_client.h"

#include <gmock/gmock.h>
#include <malloc.h>

#include "test/unit/tls/tls_rig.h"

namespace air780 {
namespace {

using testing::IsEmpty;
using State = TlsClient::State;

std::string with_crlf(const std::string& text) {
  std::string result;
  for (const char c : text) result += c == '\n' ? std::string("\r\n") : std::string(1, c);
  return result;
}

std::string without_last_line_end(const std::string& text) { return text.substr(0, text.find_last_not_of('\n') + 1); }

class TlsClientTest : public testing::Test {
 protected:
  void expect_open() {
    ASSERT_EQ(rig_.client->state(), State::open) << rig_.client->failure();
    rig_.client->write("ping");
    rig_.talk();
    rig_.server->write("pong");
    rig_.talk();
    EXPECT_EQ(rig_.server->heard, "ping");
    EXPECT_EQ(rig_.client_heard, "pong");
  }

  TlsRig rig_;
};

TEST_F(TlsClientTest, SaysNothingBeforeItIsStarted) {
  const auto client = must(TlsClient::make(rig_.request, rig_.random, {}));
  EXPECT_THAT(client->take_output(), IsEmpty());
  EXPECT_EQ(client->state(), State::handshake);
}

TEST_F(TlsClientTest, WithoutVerificationAnyServerWillDo) {
  rig_.request = {};
  rig_.server_options.identity = must(certificates().stranger.issue({.common_name = "whoever"}));
  rig_.connect();
  expect_open();
  EXPECT_EQ(rig_.server->version(), "TLSv1.2");
  EXPECT_EQ(rig_.server->server_name, "");
}

TEST_F(TlsClientTest, VerifiesTheServerAndSendsItsName) {
  rig_.request.check_server_name = true;
  rig_.request.check_dates = true;
  rig_.connect();
  expect_open();
  EXPECT_EQ(rig_.server->server_name, "broker.example");
}

TEST_F(TlsClientTest, TheNameIsSentAlsoWhereItIsNotChecked) {
  rig_.request.server_name = "another.example";
  rig_.connect();
  expect_open();
  EXPECT_EQ(rig_.server->server_name, "another.example");
}

TEST_F(TlsClientTest, ADateLongAgoOrFarAheadIsIgnoredUnlessItIsChecked) {
  const Validity past{std::chrono::sys_days(std::chrono::January / 1 / 2001),
                      std::chrono::sys_days(std::chrono::January / 1 / 2002)};
  const Validity future{std::chrono::sys_days(std::chrono::January / 1 / 2090),
                        std::chrono::sys_days(std::chrono::January / 1 / 2091)};
  for (const Validity& validity : {past, future}) {
    rig_.server_options.identity =
        must(certificates().authority.issue({.common_name = "broker", .validity = validity}));
    rig_.connect();
    EXPECT_EQ(rig_.client->state(), State::open) << rig_.client->failure();
  }
}

TEST_F(TlsClientTest, DatesAreJudgedByTheModulesClockNotByTheHosts) {
  const Validity in_2001{std::chrono::sys_days(std::chrono::January / 1 / 2001),
                         std::chrono::sys_days(std::chrono::January / 1 / 2002)};
  rig_.server_options.identity = must(certificates().authority.issue({.common_name = "broker", .validity = in_2001}));
  rig_.request.check_dates = true;
  rig_.request.now = std::chrono::sys_days(std::chrono::June / 1 / 2001);
  rig_.connect();
  expect_open();
}

struct Spelling {
  const char* name;
  std::string (*spell)(const std::string& pem);
};

class EveryFileForm : public TlsClientTest, public testing::WithParamInterface<Spelling> {};

TEST_P(EveryFileForm, IsReadForEllipticCurves) {
  const auto spell = GetParam().spell;
  rig_.show(spell(certificates().client.certificate), spell(certificates().client.key));
  rig_.request.authority = file_of("ca.crt", spell(certificates().authority.certificate()));
  rig_.server_options.client_authority = certificates().authority.certificate();
  rig_.connect();
  expect_open();
  EXPECT_THAT(rig_.server->client_subject(), testing::HasSubstr("CN=device"));
}

TEST_P(EveryFileForm, IsReadForRsa) {
  const auto spell = GetParam().spell;
  rig_.show(spell(rsa_identity().certificate), spell(rsa_identity().key));
  EXPECT_EQ(rig_.refusal(), "");
}

INSTANTIATE_TEST_SUITE_P(Forms, EveryFileForm,
                         testing::Values(Spelling{"Lf", [](const std::string& pem) { return pem; }},
                                         Spelling{"CrLf", with_crlf}, Spelling{"NoLastLineEnd", without_last_line_end},
                                         Spelling{"Der", der_of}),
                         [](const auto& each) { return each.param.name; });

TEST_F(TlsClientTest, AServerOfYesterdayIsGoodEnough) {
  // RSA of 1024 bits, SHA-1, self-signed and trusted as such.
  rig_.server_options.identity = rsa_identity();
  rig_.request.authority = file_of("ca.crt", rsa_identity().certificate);
  rig_.connect();
  expect_open();
}

TEST_F(TlsClientTest, OneSuiteIsOfferedAlone) {
  rig_.server_options.identity = rsa_identity();
  rig_.request.security_level = 0;
  for (const std::uint16_t suite : std::initializer_list<std::uint16_t>{0x0035, 0x002F, 0x003D}) {
    rig_.request.cipher_suite = suite;
    rig_.connect();
    ASSERT_EQ(rig_.client->state(), State::open) << suite;
    EXPECT_EQ(rig_.server->suite(), suite);
  }
}

TEST_F(TlsClientTest, TheManualsSuitesAreAmongAll) {
  rig_.server_options.identity = rsa_identity();
  rig_.server_options.suites = {0x002F};
  rig_.request.security_level = 0;
  for (const bool strict : {false, true}) {
    rig_.request.strict_suites = strict;
    rig_.connect();
    EXPECT_EQ(rig_.client->state(), State::open) << rig_.client->failure();
  }
}

TEST_F(TlsClientTest, AnOlderVersionIsSpokenWhereTheLibraryDoes) {
  rig_.server_options.identity = rsa_identity();
  rig_.request.security_level = 0;
  rig_.request.version = 2;
  const std::string refusal = rig_.refusal();
  if (!refusal.empty()) {
    EXPECT_EQ(refusal, "sslversion 2 (TLS 1.1): the TLS library does not speak it");
    return;
  }
  rig_.connect();
  expect_open();
  EXPECT_EQ(rig_.server->version(), "TLSv1.1");
}

TEST_F(TlsClientTest, ByteForByteComesToTheSame) {
  rig_.show(certificates().client.certificate, certificates().client.key);
  rig_.server_options.client_authority = certificates().authority.certificate();
  rig_.connect(1);
  ASSERT_EQ(rig_.client->state(), State::open) << rig_.client->failure();
  const std::string text(40'000, 'x');
  rig_.server->write(text);
  rig_.client->write(text);
  rig_.talk(1);
  EXPECT_EQ(rig_.client_heard, text);
  EXPECT_EQ(rig_.server->heard, text);
}

TEST_F(TlsClientTest, BothEndsLogTheSameKeys) {
  rig_.connect();
  ASSERT_THAT(rig_.keys, testing::SizeIs(1));
  EXPECT_THAT(rig_.keys[0], testing::MatchesRegex("CLIENT_RANDOM [0-9a-f]{64} [0-9a-f]{96}"));
  EXPECT_EQ(rig_.keys, rig_.server->secrets);
}

TEST_F(TlsClientTest, RenegotiationIsRefusedAndTheConnectionGoesOn) {
  rig_.server_options.renegotiates = true;
  rig_.connect();
  rig_.server->renegotiate();
  rig_.talk();
  EXPECT_THAT(rig_.keys, testing::SizeIs(1));
  expect_open();
}

TEST_F(TlsClientTest, EachEndTellsTheOtherThatItCloses) {
  rig_.connect();
  rig_.client->write("last words");
  rig_.client->close();
  rig_.talk();
  EXPECT_EQ(rig_.server->heard, "last words");
  EXPECT_TRUE(rig_.server->told_to_close());

  rig_.connect();
  rig_.server->write("last words");
  rig_.server->close();
  rig_.talk();
  EXPECT_EQ(rig_.client_heard, "last words");
  EXPECT_EQ(rig_.client->state(), State::ended);
  rig_.client->write("too late");
  EXPECT_THAT(rig_.client->take_output(), IsEmpty());
}

TEST_F(TlsClientTest, AnEndOfTcpIsAnEndOfTls) {
  rig_.connect();
  rig_.server->write("last words");
  rig_.client->receive(rig_.server->take_output());
  rig_.client->receive_end();
  EXPECT_EQ(rig_.client->read(), "last words");
  EXPECT_EQ(rig_.client->state(), State::ended);
}

TEST_F(TlsClientTest, AByteThatWasChangedOnTheWayBreaksIt) {
  rig_.connect();
  rig_.server->write("money");
  std::string record = rig_.server->take_output();
  record.back() = static_cast<char>(record.back() ^ 1);
  rig_.client->receive(record);
  EXPECT_EQ(rig_.client->read(), "");
  EXPECT_EQ(rig_.client->state(), State::failed);
  EXPECT_THAT(rig_.client->failure(), testing::StartsWith("TLS: "));
}

TEST_F(TlsClientTest, AThousandConnectionsLeaveMemoryFlat) {
  rig_.server_options.identity = rsa_identity();
  rig_.request.authority = file_of("ca.crt", rsa_identity().certificate);
  rig_.request.cipher_suite = 0x002F;
  const auto connect = [&](int times) {
    for (int i = 0; i < times; ++i) {
      rig_.connect();
      ASSERT_EQ(rig_.client->state(), State::open) << rig_.client->failure();
      rig_.client->close();
      rig_.talk();
      rig_.keys.clear();
    }
  };
  connect(50);
  // Nothing under AddressSanitizer, whose leak check then tells.
  const std::size_t before = mallinfo2().uordblks;
  connect(950);
  const std::size_t after = mallinfo2().uordblks;
  EXPECT_LT(after, before + 16 * 1024);
}

}  // namespace
}  // namespace air780
