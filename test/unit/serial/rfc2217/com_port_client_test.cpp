// The client against the server of this project, joined in memory.
#include "sim/serial/rfc2217/com_port_client.h"

#include <gmock/gmock.h>

#include "test/unit/serial/rfc2217/wire.h"

namespace air780 {
namespace {

using test::asking;
using test::com_port;
using test::please_dont;
using test::request;
using test::Server;
using test::wire;

struct Client final : ComPortClientListener {
  void on_port_data(std::string_view bytes) override { data += bytes; }
  void on_wire(std::string_view bytes) override { sent += bytes; }
  void on_refused() override { refused = true; }
  std::string data;
  std::string sent;
  bool refused = false;
  ComPortClient client{*this};
};

// Carries bytes both ways until neither has more to say; false if that does not end.
bool settle(Client& client, Server& server) {
  for (int round = 0; round < 10; ++round) {
    if (client.sent.empty() && server.sent.empty()) return true;
    server.server.feed(std::exchange(client.sent, {}));
    client.client.feed(std::exchange(server.sent, {}));
  }
  return false;
}

class ComPortClientTest : public testing::Test {
 protected:
  void connect() {
    server_.server.begin();
    client_.client.begin();
    ASSERT_TRUE(settle(client_, server_));
  }
  Client client_;
  Server server_;
};

TEST_F(ComPortClientTest, AgreesWithAServerInAFewMessages) {
  connect();
  EXPECT_FALSE(client_.refused);
  EXPECT_EQ(server_.server.settings(), com_port::Settings());
  EXPECT_EQ(client_.data + server_.data, "");
}

TEST_F(ComPortClientTest, CarriesDataBothWays) {
  connect();
  client_.client.transmit("AT\r" + wire({0, 255}));
  server_.server.transmit(wire({255, 13, 0}) + "OK");
  ASSERT_TRUE(settle(client_, server_));
  EXPECT_EQ(server_.data, "AT\r" + wire({0, 255}));
  EXPECT_EQ(client_.data, wire({255, 13, 0}) + "OK");
}

TEST_F(ComPortClientTest, SetsARateThatWasAskedForBeforeItWasConnected) {
  client_.client.set_baud_rate(9600);
  connect();
  EXPECT_EQ(server_.server.settings().baud_rate, 9600u);
}

TEST_F(ComPortClientTest, SetsARateOnceAndBeforeTheDataBehindIt) {
  connect();
  client_.client.set_baud_rate(57600);
  client_.client.transmit("AT\r");
  client_.client.set_baud_rate(57600);
  EXPECT_EQ(client_.sent, com_port({1, 0, 0, 0xE1, 0}) + "AT\r");
}

TEST_F(ComPortClientTest, SetsItAgainOnTheNextConnection) {
  connect();
  client_.client.set_baud_rate(9600);
  ASSERT_TRUE(settle(client_, server_));
  connect();
  EXPECT_EQ(server_.server.settings().baud_rate, 9600u);
}

TEST_F(ComPortClientTest, GoesOnWithoutControlWhereItIsRefused) {
  client_.client.begin();
  EXPECT_EQ(client_.sent, asking({0, 3, 44}));
  client_.client.feed(request(please_dont, 44) + "OK");
  EXPECT_TRUE(client_.refused);
  EXPECT_EQ(client_.data, "OK");
}

}  // namespace
}  // namespace air780
