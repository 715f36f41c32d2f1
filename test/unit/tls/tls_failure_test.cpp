// Everything that can be wrong with certificates, keys, settings and servers, and what a person is told of it.
#include <gmock/gmock.h>

#include "test/unit/tls/tls_rig.h"
#include "tls/record_watch.h"

namespace air780 {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;
using testing::StartsWith;
using State = TlsClient::State;

const std::string hint = "; perhaps it wants a client certificate, which seclevel 2 sends";

class TlsFailure : public testing::Test {
 protected:
  std::string connect() {
    rig_.connect();
    EXPECT_EQ(rig_.client->state(), State::failed);
    EXPECT_EQ(rig_.client_heard, "");
    return rig_.client->failure();
  }
  std::string answered_with(std::string_view bytes) {
    const auto client = must(TlsClient::make(rig_.request, rig_.random, {}));
    client->start();
    client->receive(bytes);
    client->receive_end();
    EXPECT_EQ(client->state(), State::failed);
    return client->failure();
  }

  TlsRig rig_;
};

// --- files ------------------------------------------------------------------------------------------------------

TEST_F(TlsFailure, AnEmptyFile) {
  rig_.request.authority = file_of("ca.crt", "");
  EXPECT_EQ(rig_.refusal(), "ca.crt: not a certificate: the file is empty");
  rig_.request.authority = file_of("ca.crt", certificates().authority.certificate());
  rig_.show(certificates().client.certificate, "");
  EXPECT_EQ(rig_.refusal(), "client.key: not a private key: the file is empty");
}

TEST_F(TlsFailure, APemCutShort) {
  const std::string whole = certificates().authority.certificate();
  rig_.request.authority = file_of("ca.crt", whole.substr(0, whole.size() / 2));
  EXPECT_EQ(rig_.refusal(), "ca.crt: not a certificate: cut short, the END line is missing");
}

TEST_F(TlsFailure, AnyLengthOfAFileIsEitherReadOrRefused) {
  for (const std::string& whole :
       {certificates().authority.certificate(), der_of(certificates().authority.certificate())}) {
    for (std::size_t size = 0; size + 2 < whole.size(); ++size) {
      rig_.request.authority = file_of("ca.crt", whole.substr(0, size));
      const std::string refusal = rig_.refusal();
      // Only the line end behind the last dash may be missing.
      if (size + 1 < whole.size() - 1 || !refusal.empty()) {
        EXPECT_THAT(refusal, StartsWith("ca.crt: not a certificate")) << size;
      }
    }
  }
}

TEST_F(TlsFailure, AFileOfTheWrongKind) {
  rig_.request.authority = file_of("ca.crt", "hello, world");
  EXPECT_THAT(rig_.refusal(), MatchesRegex("ca.crt: not a certificate \\(X509 - .*\\)"));
  rig_.request.authority = file_of("ca.crt", certificates().client.key);
  EXPECT_THAT(rig_.refusal(), StartsWith("ca.crt: not a certificate"));
  rig_.request.authority = file_of("ca.crt", certificates().authority.certificate());
  rig_.show(certificates().client.certificate, certificates().client.certificate);
  EXPECT_THAT(rig_.refusal(), StartsWith("client.key: not a private key"));
}

TEST_F(TlsFailure, AKeyThatDoesNotMatch) {
  rig_.show(certificates().client.certificate, certificates().server.key);
  EXPECT_EQ(rig_.refusal(), "client.key: does not belong to client.crt");
  rig_.show(certificates().client.certificate, rsa_identity().key);
  EXPECT_EQ(rig_.refusal(), "client.key: does not belong to client.crt");
}

// --- settings ---------------------------------------------------------------------------------------------------

TEST_F(TlsFailure, ASuiteOrAVersionThatTheLibraryLacks) {
  rig_.request.cipher_suite = 0x0005;
  EXPECT_EQ(rig_.refusal(), "ciphersuite 0X0005: the TLS library does not have it");
  rig_.request.cipher_suite = 0xFFFF;
  rig_.request.version = 0;
  EXPECT_EQ(rig_.refusal(), "sslversion 0 (SSL 3.0): the TLS library does not speak it");
}

TEST_F(TlsFailure, NoSuiteInCommon) {
  // A server with an EC certificate cannot do the manual's six, which all want RSA.
  rig_.request.strict_suites = true;
  EXPECT_EQ(connect(), "the server refused the TLS handshake: alert 40 handshake_failure" + hint);
}

// --- the server's certificate -----------------------------------------------------------------------------------

TEST_F(TlsFailure, AnotherAuthority) {
  rig_.request.authority = file_of("ca.crt", certificates().stranger.certificate());
  EXPECT_EQ(connect(), "server certificate: not trusted: CN=broker, O=air780sim (BADCERT_NOT_TRUSTED)");
}

TEST_F(TlsFailure, AnotherName) {
  rig_.request.check_server_name = true;
  rig_.request.server_name = "another.example";
  EXPECT_EQ(connect(),
            "server certificate: for another name than 'another.example': CN=broker, O=air780sim "
            "(BADCERT_CN_MISMATCH)");
}

TEST_F(TlsFailure, ADateThatIsOver) {
  rig_.request.check_dates = true;
  rig_.request.now = std::chrono::sys_days(std::chrono::January / 1 / 2100);
  EXPECT_THAT(connect(), MatchesRegex("server certificate: expired on 2099-12-31, and the module's clock has "
                                      "2100-01-01: CN=broker, .* \\(BADCERT_EXPIRED\\)"));
  rig_.request.now = std::chrono::sys_days(std::chrono::January / 1 / 1999);
  EXPECT_THAT(connect(), MatchesRegex("server certificate: not yet valid before 2000-01-01, and the module's clock "
                                      "has 1999-01-01: CN=broker, .* \\(BADCERT_FUTURE\\)"));
}

TEST_F(TlsFailure, TheServerIsToldWhy) {
  rig_.request.authority = file_of("ca.crt", certificates().stranger.certificate());
  rig_.server = std::make_unique<TlsServer>(rig_.server_options, rig_.random);
  rig_.client = must(TlsClient::make(rig_.request, rig_.random, {}));
  rig_.client->start();
  rig_.server->receive(rig_.client->take_output());
  rig_.client->receive(rig_.server->take_output());
  RecordWatch watch;
  watch.see(rig_.client->take_output());
  EXPECT_EQ(watch.fatal_alert(), 48);  // unknown_ca
}

// --- the server's demands ---------------------------------------------------------------------------------------

TEST_F(TlsFailure, AServerThatWantsACertificateNobodyShows) {
  // Mbed TLS just hangs up, OpenSSL sends an alert.
  rig_.server_options.client_authority = certificates().authority.certificate();
  rig_.connect();
  rig_.client->receive_end();
  EXPECT_EQ(rig_.client->failure(), "the server closed the connection in the TLS handshake" + hint);
  EXPECT_FALSE(rig_.server->open());
  EXPECT_EQ(answered_with(std::string("\x15\x03\x03\x00\x02\x02\x28", 7)),
            "the server refused the TLS handshake: alert 40 handshake_failure" + hint);
}

TEST_F(TlsFailure, AServerThatDoesNotTrustTheClient) {
  rig_.server_options.client_authority = certificates().stranger.certificate();
  rig_.show(certificates().client.certificate, certificates().client.key);
  EXPECT_EQ(connect(), "the server refused the TLS handshake: alert 48 unknown_ca");
}

// --- servers that are none --------------------------------------------------------------------------------------

TEST_F(TlsFailure, AServerThatSpeaksSomethingElse) {
  EXPECT_EQ(answered_with(std::string("\x20\x02\x00\x00", 4)), "the server does not speak TLS");
  EXPECT_EQ(answered_with("HTTP/1.1 400 Bad Request\r\n\r\n"), "the server does not speak TLS");
}

TEST_F(TlsFailure, AServerThatHangsUp) {
  EXPECT_EQ(answered_with(""), "the server closed the connection without a word of TLS");
  EXPECT_EQ(answered_with(std::string("\x16\x03\x03\x00\x20\x02", 6)),
            "the server closed the connection in the TLS handshake" + hint);
  rig_.show(certificates().client.certificate, certificates().client.key);
  EXPECT_EQ(answered_with(std::string("\x16\x03\x03\x00\x20\x02", 6)),
            "the server closed the connection in the TLS handshake");
}

TEST_F(TlsFailure, EveryCutOfTheServersAnswerEndsInAFailure) {
  TlsServer server(rig_.server_options, rig_.random);
  const auto client = must(TlsClient::make(rig_.request, rig_.random, {}));
  client->start();
  server.receive(client->take_output());
  const std::string answer = server.take_output();
  for (std::size_t size = 0; size < answer.size(); size += 37) {
    EXPECT_THAT(answered_with(answer.substr(0, size)), HasSubstr("closed")) << size;
  }
}

// --- the watch --------------------------------------------------------------------------------------------------

TEST(RecordWatch, SeesAnAlertInPiecesOfAnySize) {
  const std::string records(
      "\x16\x03\x03\x00\x03"
      "abc"
      "\x15\x03\x03\x00\x02\x02\x28",
      15);
  for (const std::size_t chunk : {1u, 2u, 7u, 100u}) {
    RecordWatch watch;
    for (std::string_view rest = records; !rest.empty();
         rest.remove_prefix(std::min<std::size_t>(chunk, rest.size()))) {
      watch.see(rest.substr(0, chunk));
    }
    EXPECT_EQ(watch.fatal_alert(), 40) << chunk;
    EXPECT_FALSE(watch.is_foreign());
  }
}

TEST(RecordWatch, LooksNoFurtherOnceRecordsAreEncrypted) {
  RecordWatch watch;
  watch.see(
      std::string("\x14\x03\x03\x00\x01\x01"
                  "\x15\x03\x03\x00\x02\x02\x28",
                  13));
  EXPECT_EQ(watch.fatal_alert(), std::nullopt);
}

}  // namespace
}  // namespace air780
