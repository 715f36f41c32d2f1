// Clients that are malformed, huge, slow or many are answered or dropped; the module and the others never notice.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <random>
#include <vector>

#include "test/unit/control/server_rig.h"

namespace air780 {
namespace {

using std::chrono::milliseconds;
using testing::AnyOf;
using testing::HasSubstr;

class HostileClient : public testing::Test {
 protected:
  // Whatever the client did, the next one is served and the module answers.
  static void expect_unharmed(ServerRig& rig) {
    RawClient next(rig);
    next.send(http_request("GET", "/health"));
    EXPECT_EQ(status_of(next.response()), 200);
    EXPECT_EQ(rig.module.command("AT"), "\r\nOK\r\n");
  }
};

TEST_F(HostileClient, SendsHalfARequestAndLeaves) {
  ServerRig rig;
  for (const char* half :
       {"", "G", "GET /state HTTP/1.1\r\nHost:", "PUT /files/a HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc"}) {
    RawClient client(rig);
    client.send(half);
    client.end();
    client.until_closed();
  }
  expect_unharmed(rig);
  EXPECT_FALSE(rig.module.module.flash().read("a"));
}

TEST_F(HostileClient, SendsAMegabyteOfHeaders) {
  ServerRig rig;
  RawClient client(rig);
  std::string request = "GET /state HTTP/1.1\r\nHost: localhost\r\n";
  for (int i = 0; i < 1000; ++i) request += "X-Header: " + std::string(1000, 'x') + "\r\n";
  client.send(request + "\r\n");
  client.end();
  EXPECT_EQ(status_of(client.until_closed()), 431);
  expect_unharmed(rig);
}

TEST_F(HostileClient, SendsAnEndlessTarget) {
  ServerRig rig;
  RawClient client(rig);
  client.send("GET /" + std::string(1 << 20, 'x'));
  client.end();
  EXPECT_THAT(status_of(client.until_closed()), AnyOf(400, 431));
  expect_unharmed(rig);
}

TEST_F(HostileClient, SendsABodyBeyondTheLimit) {
  ServerRig rig;
  RawClient told(rig), chunked(rig), unwanted(rig);
  told.send("POST /power HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\noff");
  EXPECT_EQ(status_of(told.response()), 413);
  chunked.send("POST /power HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
  const std::string chunk = "1000\r\n" + std::string(0x1000, 'x') + "\r\n";
  for (int i = 0; i < 20 && chunked.send(chunk); ++i) rig.work();
  EXPECT_EQ(status_of(chunked.response()), 413);
  unwanted.send(http_request("GET", "/state", std::string(100, 'x')));
  EXPECT_EQ(status_of(unwanted.response()), 413);
  EXPECT_EQ(rig.module.module.power_step(), PowerStep::booted);
  expect_unharmed(rig);
}

TEST_F(HostileClient, SendsWhatIsNoHttp) {
  ServerRig rig;
  std::mt19937 random(1);
  std::vector<std::string> all = {
      "\r\n\r\n",
      "AT+CSQ\r\n",
      std::string(100, '\0'),
      "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
      "GET /state HTTP/1.1\r\n\r\n",
      "GET state HTTP/1.1\r\nHost: a\r\n\r\n",
      "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
      "GET /state HTTP/9.9\r\nHost: a\r\n\r\n",
      "POST /power HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\noff",
      "POST /power HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\noff",
      "POST /power HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\noff"};
  for (int i = 0; i < 50; ++i) {
    std::string noise(200, ' ');
    for (char& c : noise) c = static_cast<char>(random());
    all.push_back(noise);
  }
  for (const std::string& bytes : all) {
    RawClient client(rig);
    client.send(bytes);
    client.end();
    const std::string answer = client.until_closed();
    // Dropped, or refused.
    EXPECT_THAT(answer.empty() ? 400 : status_of(answer), AnyOf(400, 403, 431)) << bytes;
  }
  EXPECT_EQ(rig.module.module.power_step(), PowerStep::booted);
  expect_unharmed(rig);
}

// One byte now and then, so as to hold the connection for ever.
TEST_F(HostileClient, NeverFinishesItsRequest) {
  ServerRig rig({.request = milliseconds(50)});
  RawClient silent(rig), in_header(rig), in_body(rig);
  in_header.send("GET /state HTTP/1.1\r\nX: ");
  in_body.send("POST /power HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\no");
  while (in_header.send("x")) rig.work();
  EXPECT_EQ(in_body.until_closed(), "");
  EXPECT_EQ(silent.until_closed(), "");
  EXPECT_EQ(rig.module.module.power_step(), PowerStep::booted);
  expect_unharmed(rig);
}

TEST_F(HostileClient, IsFiftyAtOnce) {
  ServerRig rig;
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 50; ++i) clients.push_back(std::make_unique<RawClient>(rig));
  for (const auto& client : clients) client->send(http_request("GET", "/state"));
  for (const auto& client : clients) EXPECT_EQ(status_of(client->response()), 200);
  expect_unharmed(rig);
}

TEST_F(HostileClient, IsOneTooMany) {
  ServerRig rig({.connections = 3});
  {
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 3; ++i) {
      clients.push_back(std::make_unique<RawClient>(rig));
      clients.back()->send(http_request("GET", "/health"));
      EXPECT_EQ(status_of(clients.back()->response()), 200);
    }
    RawClient surplus(rig);
    EXPECT_EQ(status_of(surplus.until_closed()), 503);
    for (const auto& client : clients) client->end();
    for (const auto& client : clients) client->until_closed();
  }
  expect_unharmed(rig);
}

// A wait whose client is gone frees its place; the only one, here.
TEST_F(HostileClient, AsksToWaitAndLeaves) {
  ServerRig rig({.connections = 1});
  RawClient client(rig);
  client.send(http_request("GET", "/wait?for=AT+CSQ&timeout=10min"));
  for (int i = 0; i < 5; ++i) rig.work();
  client.end();
  client.until_closed();
  expect_unharmed(rig);
}

// The module says far more than sockets hold, to a WebSocket that nobody reads.
TEST_F(HostileClient, NeverReadsItsEvents) {
  ServerRig rig({.kept_events = {.events = 50, .bytes = 1 << 20}});
  RawClient client(rig, 4096);
  client.send(http_request("GET", "/events", {},
                           "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                           "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"));
  EXPECT_EQ(status_of(client.response()), 101);
  const std::string text(16 * 1024, 'x');
  for (int i = 0; i < 1000; ++i) {
    rig.module.events.emit(Notice{Notice::Level::information, text});
    rig.io.restart();
    rig.io.poll();
  }
  // It was dropped: behind what the sockets held comes the end.
  const std::string rest = client.until_closed();
  EXPECT_LT(rest.size(), 1000 * text.size());
  expect_unharmed(rig);
}

TEST_F(HostileClient, SaysTooMuchOnItsWebSocket) {
  ServerRig rig;
  RawClient client(rig);
  client.send(http_request("GET", "/events", {},
                           "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                           "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"));
  EXPECT_EQ(status_of(client.response()), 101);
  // A masked frame that says it has 2^40 bytes.
  client.send(std::string("\x81\xff\0\0\x01\0\0\0\0\0", 10) + "mask" + std::string(1000, 'x'));
  client.until_closed();
  expect_unharmed(rig);
}

}  // namespace
}  // namespace air780
