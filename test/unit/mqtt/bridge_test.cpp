// The bridge alone, between a socket that plays Paho and a link in memory: back-pressure both ways, DISCONNECT held
// back, half-close.
#include "bridge_rig.h"

namespace air780 {
namespace {

using namespace std::string_literals;

TEST_F(BridgeTest, CarriesBytesBothWaysAndTapsThem) {
  bridge_->link_received(connack_packet(0));
  paho_writes("\xc0\0"s);
  EXPECT_TRUE(run_until([&] { return paho_read() == connack_packet(0) && link_.written() == connect_ + "\xc0\0"s; }));
  ASSERT_EQ(packets_.size(), 3U);
  EXPECT_EQ(packets_[0].type, MqttPacketType::connect);
  EXPECT_EQ(packets_[1].type, MqttPacketType::connack);
  EXPECT_EQ(packets_[2].type, MqttPacketType::pingreq);
}

TEST_F(BridgeTest, StopsReadingTheLinkWhilePahoDoesNotRead) {
  bridge_->link_received(connack_packet(0));
  const std::string message = publish_packet("t", std::string(1000000, 'x'));
  std::size_t given = 0;
  // As a link does: as long as it is not paused, in pieces.
  ASSERT_TRUE(run_until([&] {
    if (given < message.size() && !link_.paused()) {
      const std::string piece = message.substr(given, 20000);
      given += piece.size();
      bridge_->link_received(piece);
    }
    return link_.paused() || given == message.size();
  }));
  while (given < message.size() || paho_read().size() < message.size() + 4) {
    if (given < message.size() && !link_.paused()) {
      const std::string piece = message.substr(given, 20000);
      given += piece.size();
      bridge_->link_received(piece);
    }
    ASSERT_TRUE(run_until([&] { return !link_.paused() || !paho_read().empty(); }));
    io_.poll();
  }
  EXPECT_EQ(paho_read(), connack_packet(0) + message);
}

TEST_F(BridgeTest, PausesALinkThatBringsMoreThanPahoTakes) {
  bridge_->link_received(connack_packet(0));
  bridge_->link_received(publish_packet("t", std::string(16000000, 'x')));
  EXPECT_TRUE(link_.paused());
  EXPECT_TRUE(run_until([&] {
    paho_read();
    return !link_.paused();
  }));
}

TEST_F(BridgeTest, StopsReadingPahoWhileTheLinkIsFull) {
  link_.set_unsent(Bridge::high_water + 1);
  const std::string ping = "\xc0\0"s;
  // The read that is under way still brings one.
  paho_writes(ping);
  ASSERT_TRUE(run_until([&] { return link_.written() == connect_ + ping; }));
  paho_writes(ping);
  run_ready();
  EXPECT_EQ(link_.written(), connect_ + ping);
  link_.set_unsent(0);
  bridge_->link_drained();
  EXPECT_TRUE(run_until([&] { return link_.written() == connect_ + ping + ping; }));
}

TEST_F(BridgeTest, HoldsBackADisconnectThatNobodyAskedFor) {
  paho_writes("\xc0\0\xe0\0"s);
  ASSERT_TRUE(run_until([&] { return ended_; }));
  EXPECT_EQ(link_.written(), connect_ + "\xc0\0"s);
}

TEST_F(BridgeTest, HoldsBackADisconnectInTwoPieces) {
  paho_writes("\xc0\0\xe0"s);
  ASSERT_TRUE(run_until([&] { return link_.written().size() > connect_.size(); }));
  EXPECT_EQ(link_.written(), connect_ + "\xc0\0"s);
  paho_writes("\0"s);
  ASSERT_TRUE(run_until([&] { return ended_; }));
  EXPECT_EQ(link_.written(), connect_ + "\xc0\0"s);
}

TEST_F(BridgeTest, LetsAPermittedDisconnectPassInTwoPieces) {
  bridge_->permit_disconnect();
  paho_writes("\xc0\0\xe0"s);
  ASSERT_TRUE(run_until([&] { return link_.written().size() > connect_.size(); }));
  paho_writes("\0"s);
  ASSERT_TRUE(run_until([&] { return wrote_disconnect_; }));
  EXPECT_EQ(link_.written(), connect_ + "\xc0\0\xe0\0"s);
  bridge_->write_disconnect();
  EXPECT_EQ(link_.written(), connect_ + "\xc0\0\xe0\0"s);
}

TEST_F(BridgeTest, WritesADisconnectInPahosPlace) {
  bridge_->write_disconnect();
  EXPECT_EQ(link_.written(), connect_ + "\xe0\0"s);
  EXPECT_EQ(packets_.back().type, MqttPacketType::disconnect);
}

TEST_F(BridgeTest, ShowsPahoAnEndOfFileAndReadsOn) {
  link_.cut();
  bridge_->detach();
  ASSERT_TRUE(run_until([&] {
    paho_read();
    return paho_saw_end_;
  }));
  // More than all socket buffers hold, so that somebody must be reading.
  const std::string rest(8 * 1024 * 1024, 'x');
  std::size_t written = 0;
  EXPECT_TRUE(run_until([&] {
    boost::system::error_code error;
    written += paho_.write_some(boost::asio::buffer(rest.data() + written, rest.size() - written), error);
    EXPECT_TRUE(!error || error == boost::asio::error::would_block) << error.message();
    return written == rest.size() || (error && error != boost::asio::error::would_block);
  }));
}

TEST_F(BridgeTest, RefusesWhatABrokerMayNotSend) {
  link_.cut();
  bridge_->link_received(publish_packet("t", "before CONNACK"));
  EXPECT_EQ(broken_, "from the broker: PUBLISH before CONNACK");
  EXPECT_EQ(paho_read(), "");
}

TEST_F(BridgeTest, RefusesASecondConnack) {
  bridge_->link_received(connack_packet(0) + connack_packet(0));
  EXPECT_EQ(broken_, "from the broker: CONNACK a second time");
}

}  // namespace
}  // namespace air780
