// The loopback listener: who is let in, and that strangers bother nobody.
#include "sim/mqtt/loopback_listener.h"

#include <boost/asio/write.hpp>
#include <vector>

#include "mqtt_rig.h"

namespace air780 {
namespace {

using boost::asio::ip::tcp;
using namespace std::string_literals;

class LoopbackListenerTest : public MqttTest {
 protected:
  void SetUp() override { ASSERT_FALSE(listener_.open()); }

  tcp::socket visit() {
    tcp::socket socket(io_);
    socket.connect({boost::asio::ip::address_v4::loopback(), listener_.port()});
    return socket;
  }
  // True once the other side has closed, reading away what it has said before.
  bool closed(tcp::socket& socket) {
    socket.non_blocking(true);
    std::array<char, 64> buffer;
    boost::system::error_code error;
    socket.read_some(boost::asio::buffer(buffer), error);
    return error && error != boost::asio::error::would_block;
  }
  static std::string connect_of(char id) { return "\x10\x0d\0\4MQTT\4\2\0\x3c\0\1"s + id; }

  LoopbackListener listener_{io_};
};

TEST_F(LoopbackListenerTest, LetsInWhoIsWaitedFor) {
  std::vector<std::string> welcomed;
  listener_.expect("a", [&](LoopbackListener::Arrival arrival) { welcomed.push_back(arrival.bytes); });
  tcp::socket socket = visit();
  boost::asio::write(socket, boost::asio::buffer(connect_of('a')));
  ASSERT_TRUE(run_until([&] { return !welcomed.empty(); }));
  EXPECT_EQ(welcomed, std::vector<std::string>{connect_of('a')});
  EXPECT_EQ(listener_.visitors(), 0U);
}

TEST_F(LoopbackListenerTest, LetsInOnlyOneConnectionPerWait) {
  int welcomed = 0;
  listener_.expect("a", [&](const LoopbackListener::Arrival&) { welcomed += 1; });
  tcp::socket first = visit();
  tcp::socket second = visit();
  boost::asio::write(first, boost::asio::buffer(connect_of('a')));
  boost::asio::write(second, boost::asio::buffer(connect_of('a')));
  ASSERT_TRUE(run_until([&] { return welcomed == 1 && closed(second); }));
  EXPECT_EQ(welcomed, 1);
}

TEST_F(LoopbackListenerTest, ShutsOutEverybodyElse) {
  bool welcomed = false;
  listener_.expect("a", [&](const LoopbackListener::Arrival&) { welcomed = true; });
  for (const std::string& bytes : {"GET / HTTP/1.0\r\n\r\n"s, connect_of('b'), "\xff"s}) {
    tcp::socket stranger = visit();
    boost::asio::write(stranger, boost::asio::buffer(bytes));
    EXPECT_TRUE(run_until([&] { return closed(stranger); }));
  }
  EXPECT_FALSE(welcomed);
}

TEST_F(LoopbackListenerTest, ShutsOutASilentStrangerInTheEnd) {
  tcp::socket stranger = visit();
  EXPECT_TRUE(run_until([&] { return listener_.visitors() == 1; }));
  EXPECT_TRUE(run_until([&] { return closed(stranger); }));
  EXPECT_EQ(listener_.visitors(), 0U);
}

TEST_F(LoopbackListenerTest, NobodyIsWaitedForAnyMore) {
  listener_.expect("a", [](const LoopbackListener::Arrival&) { FAIL(); });
  listener_.stop_expecting("a");
  tcp::socket late = visit();
  boost::asio::write(late, boost::asio::buffer(connect_of('a')));
  EXPECT_TRUE(run_until([&] { return closed(late); }));
}

TEST_F(LoopbackListenerTest, KeepsABoundedNumberOfStrangers) {
  std::vector<tcp::socket> strangers;
  for (std::size_t i = 0; i < 2 * LoopbackListener::max_visitors; ++i) {
    strangers.push_back(visit());
    run_ready();
    EXPECT_LE(listener_.visitors(), LoopbackListener::max_visitors);
  }
  bool welcomed = false;
  listener_.expect("a", [&](const LoopbackListener::Arrival&) { welcomed = true; });
  tcp::socket guest = visit();
  boost::asio::write(guest, boost::asio::buffer(connect_of('a')));
  EXPECT_TRUE(run_until([&] { return welcomed; }));
}

TEST_F(LoopbackListenerTest, ASessionBeginsInTheMiddleOfStrangers) {
  engine_.start();
  ASSERT_TRUE(run_until([&] { return engine_.listener().port() != 0; }));
  std::vector<tcp::socket> strangers;
  for (int i = 0; i < 40; ++i) {
    tcp::socket stranger(io_);
    stranger.connect({boost::asio::ip::address_v4::loopback(), engine_.listener().port()});
    // Silent, garbage, and one that knows the module's identifier but not what only Paho is told.
    if (i % 3 == 1) boost::asio::write(stranger, boost::asio::buffer("garbage\r\n"s));
    if (i % 3 == 2) boost::asio::write(stranger, boost::asio::buffer(connect_of('m')));
    strangers.push_back(std::move(stranger));
  }
  Module module(io_, engine_);
  establish(module, request_of("m"));
  EXPECT_EQ(module.heard().connected, 1);
  EXPECT_TRUE(module.heard().failures.empty());
}

}  // namespace
}  // namespace air780
