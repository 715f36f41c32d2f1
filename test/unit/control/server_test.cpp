#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "test/unit/control/server_rig.h"

namespace air780 {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

const std::string upgrade =
    "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

int ask(ServerRig& rig, const std::string& request) {
  RawClient client(rig);
  client.send(request);
  return status_of(client.response());
}

TEST(ControlServer, AnswersOneRequestAfterAnotherOnOneConnection) {
  ServerRig rig;
  RawClient client(rig);
  client.send(http_request("GET", "/state") + http_request("POST", "/power", "off") + http_request("GET", "/state"));
  EXPECT_EQ(boost::json::parse(body_of(client.response())).at_pointer("/states/power"), "booted");
  EXPECT_EQ(status_of(client.response()), 200);
  const std::string last = client.response();
  EXPECT_EQ(boost::json::parse(body_of(last)).at_pointer("/states/power"), "off");
  EXPECT_THAT(last, HasSubstr("Content-Type: application/json\r\n"));
}

TEST(ControlServer, TakesABodyInChunksAndWhatWasAskedForBeforeIt) {
  ServerRig rig;
  RawClient client(rig);
  client.send("PUT /files/a HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(status_of(client.response()), 100);
  client.send("3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
  EXPECT_EQ(status_of(client.response()), 201);
  EXPECT_EQ(*rig.module.module.flash().read("a"), "abcde");
}

TEST(ControlServer, AnswersAWaitWhenItHappensAndOthersMeanwhile) {
  ServerRig rig;
  RawClient waiting(rig);
  waiting.send(http_request("GET", "/wait?for=AT+CSQ&timeout=10min"));
  EXPECT_EQ(ask(rig, http_request("GET", "/health")), 200);
  rig.module.command("AT+CSQ");
  const std::string response = waiting.response();
  EXPECT_EQ(status_of(response), 200);
  EXPECT_THAT(body_of(response), HasSubstr("\"AT+CSQ\""));
  waiting.send(http_request("GET", "/health"));
  EXPECT_EQ(status_of(waiting.response()), 200);
}

TEST(ControlServer, StreamsEveryEventInOrder) {
  ServerRig rig;
  rig.module.command("AT");
  RawClient client(rig);
  client.send(http_request("GET", "/events?since=0", {}, upgrade));
  EXPECT_THAT(client.response(), HasSubstr("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
  for (int i = 0; i < 50; ++i) rig.module.command("AT+CSQ");
  std::int64_t number = 0;
  for (std::string text; text.find("\"AT+CSQ\\\\r\"") == std::string::npos || number < 150;) {
    text = client.message();
    const boost::json::value event = boost::json::parse(text);
    EXPECT_EQ(event.at("number").as_int64(), ++number);
  }
}

TEST(ControlServer, AStreamFromLongAgoOrWithoutAnUpgradeIsRefused) {
  ServerRig rig({.kept_events = {.events = 2, .bytes = 1 << 20}});
  for (int i = 0; i < 3; ++i) rig.module.command("AT");
  EXPECT_EQ(ask(rig, http_request("GET", "/events?since=0", {}, upgrade)), 410);
  EXPECT_EQ(ask(rig, http_request("GET", "/events")), 426);
}

TEST(ControlServer, AsksForItsToken) {
  ServerRig rig({}, "s3cret");
  EXPECT_EQ(ask(rig, http_request("GET", "/state")), 401);
  EXPECT_EQ(ask(rig, http_request("GET", "/state", {}, "Authorization: Bearer wrong\r\n")), 401);
  EXPECT_EQ(ask(rig, http_request("GET", "/events", {}, upgrade)), 401);
  EXPECT_EQ(ask(rig, http_request("GET", "/state", {}, "Authorization: Bearer s3cret\r\n")), 200);
}

TEST(ControlServer, ABrowsersPageOfAnotherSiteChangesNothing) {
  ServerRig rig;
  EXPECT_EQ(ask(rig, http_request("POST", "/power", "off", "Origin: https://evil.example\r\n")), 403);
  EXPECT_EQ(ask(rig, http_request("GET", "/events", {}, upgrade + "Origin: https://evil.example\r\n")), 403);
  EXPECT_EQ(rig.module.module.power_step(), PowerStep::booted);
}

TEST(ControlServer, OtherMachinesComeInOnlyWithAToken) {
  boost::asio::io_context io;
  Log log(LogLevel::off);
  const auto refused = ControlServer::open(io, log, Endpoint{"0.0.0.0", 0}, {});
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error(), HasSubstr("--control-token"));
  EXPECT_TRUE(ControlServer::open(io, log, Endpoint{"0.0.0.0", 0}, AccessRules{.token = "s3cret"}));
  EXPECT_TRUE(ControlServer::open(io, log, Endpoint{"0.0.0.0", 0}, AccessRules{.open = true}));
  EXPECT_TRUE(ControlServer::open(io, log, Endpoint{"127.0.0.1", 0}, {}));
}

// The server goes while clients ask, wait and listen: nobody is left with what is gone.
TEST(ControlServer, EndsWithClientsInEveryState) {
  ServerRig rig;
  RawClient half(rig), waiting(rig), streaming(rig), pressing(rig);
  half.send("GET /sta");
  waiting.send(http_request("GET", "/wait?for=AT+CSQ&timeout=10min"));
  streaming.send(http_request("GET", "/events", {}, upgrade));
  pressing.send(http_request("POST", "/pins/reset", "1min"));
  EXPECT_EQ(status_of(streaming.response()), 101);
  EXPECT_EQ(ask(rig, http_request("GET", "/health")), 200);
  rig.server.reset();
  rig.module.command("AT+CSQ");
  EXPECT_EQ(waiting.until_closed(), "");
  EXPECT_EQ(half.until_closed(), "");
}

}  // namespace
}  // namespace air780
