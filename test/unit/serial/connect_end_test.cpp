// A listener that comes late, goes and comes back, as Renode's does.
#include "sim/serial/connect_end.h"

#include <gmock/gmock.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>

#include "test/unit/network/run_until.h"

namespace air780 {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

class ConnectEndTest : public testing::Test {
 protected:
  ConnectEndTest() : listener_(context_, {asio::ip::address_v4::loopback(), 0}), address_(listener_.local_endpoint()) {}

  void begin() {
    end_ = std::make_unique<ConnectEnd>(context_, log_, Endpoint{"127.0.0.1", address_.port()});
    end_->on_connected([this] { ++connections_; });
    end_->start([this](std::string_view bytes) { received_ += bytes; });
  }

  bool connects(int times) {
    return test::run_until(context_, [&] { return connections_ == times; });
  }

  tcp::socket accept() {
    tcp::socket peer = listener_.accept();
    peer.non_blocking(true);
    return peer;
  }

  void expect_carries(tcp::socket& peer) {
    received_.clear();
    asio::write(peer, asio::buffer("AT\r", 3));
    EXPECT_TRUE(test::run_until(context_, [&] { return received_ == "AT\r"; }));
    end_->transmit("OK");
    std::array<char, 16> bytes;
    std::string all;
    boost::system::error_code error;
    test::run_until(context_, [&] {
      all.append(bytes.data(), peer.read_some(asio::buffer(bytes), error));
      return all.size() >= 2;
    });
    EXPECT_EQ(all, "OK");
  }

  asio::io_context context_;
  Log log_{LogLevel::off};
  tcp::acceptor listener_;
  const tcp::endpoint address_;
  std::unique_ptr<ConnectEnd> end_;
  int connections_ = 0;
  std::string received_;
};

TEST_F(ConnectEndTest, SaysWhomItDials) {
  begin();
  EXPECT_EQ(end_->description(), "connect 127.0.0.1:" + std::to_string(address_.port()));
}

TEST_F(ConnectEndTest, CarriesBytesBothWays) {
  begin();
  ASSERT_TRUE(connects(1));
  tcp::socket peer = accept();
  expect_carries(peer);
}

TEST_F(ConnectEndTest, FindsAListenerThatComesLater) {
  listener_.close();
  begin();
  end_->transmit("lost");
  test::run_until(
      context_, [] { return false; }, std::chrono::milliseconds(50));
  listener_ = tcp::acceptor(context_, address_);
  ASSERT_TRUE(connects(1));
  tcp::socket peer = accept();
  expect_carries(peer);
}

TEST_F(ConnectEndTest, ComesBackAfterThePeerHasGone) {
  begin();
  ASSERT_TRUE(connects(1));
  { const tcp::socket peer = accept(); }
  ASSERT_TRUE(connects(2));
  {
    tcp::socket peer = accept();
    peer.set_option(asio::socket_base::linger(true, 0));
  }
  ASSERT_TRUE(connects(3));
  tcp::socket peer = accept();
  expect_carries(peer);
}

TEST_F(ConnectEndTest, HangsUpWhenItEnds) {
  begin();
  ASSERT_TRUE(connects(1));
  tcp::socket peer = accept();
  end_.reset();
  std::array<char, 1> byte;
  boost::system::error_code error;
  peer.read_some(asio::buffer(byte), error);
  EXPECT_EQ(error, asio::error::eof);
}

TEST_F(ConnectEndTest, EndsWhileItDials) {
  listener_.close();
  begin();
  end_.reset();
  test::settle(context_);
  EXPECT_EQ(connections_, 0);
}

}  // namespace
}  // namespace air780
