// What a tap sees of real loopback connections that end in every way.
#include "sim/network/link_tap.h"

#include <gmock/gmock.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>

#include "sim/network/asio_network.h"
#include "test/unit/network/run_until.h"

namespace air780 {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using testing::ElementsAre;
using namespace std::chrono_literals;

struct Notebook : LinkTap {
  struct Page : StreamTap {
    explicit Page(std::vector<std::string>& lines_) : lines(lines_) {}
    static std::string name(Side side) { return side == Side::ours ? "we" : "the peer"; }
    void carried(Side from, std::string_view bytes) override {
      lines.push_back(name(from) + ": " + std::string(bytes));
    }
    void finished(Side side) override { lines.push_back(name(side) + " finished"); }
    void reset(Side side) override { lines.push_back(name(side) + " reset"); }
    std::vector<std::string>& lines;
  };

  std::unique_ptr<StreamTap> connected(const Endpoint& our_end, const Endpoint& peers_end) override {
    ours = our_end;
    peers = peers_end;
    return std::make_unique<Page>(lines);
  }

  Endpoint ours, peers;
  std::vector<std::string> lines;
};

struct Silent : LinkObserver {
  void link_opened() override { opened = true; }
  void link_failed(const LinkError&) override {}
  void link_received(std::string_view bytes) override { received += bytes; }
  void link_drained() override {}
  void link_closed(LinkEnd) override { closed = true; }
  bool opened = false;
  bool closed = false;
  std::string received;
};

class LinkTapTest : public testing::Test {
 protected:
  void connect() {
    listener_.async_accept(peer_, [](const boost::system::error_code&) {});
    link_ = network_.open({"127.0.0.1", listener_.local_endpoint().port(), 20s}, observer_);
    ASSERT_TRUE(until([&] { return observer_.opened && peer_.is_open(); }));
  }

  template <typename Condition>
  bool until(Condition condition) {
    return test::run_until(context_, condition);
  }
  bool until_lines(std::size_t count) {
    return until([&] { return notebook_.lines.size() >= count; });
  }

  asio::io_context context_;
  tcp::acceptor listener_{context_, {asio::ip::address_v4::loopback(), 0}};
  tcp::socket peer_{context_};
  Notebook notebook_;
  AsioNetwork network_{context_, Routes(), &notebook_};
  Silent observer_;
  std::unique_ptr<Link> link_;
};

TEST_F(LinkTapTest, SeesTheAddressesAndTheBytesOfBothSides) {
  connect();
  link_->write("hello");
  asio::write(peer_, asio::buffer(std::string_view("answer")));
  ASSERT_TRUE(until_lines(2));
  EXPECT_THAT(notebook_.lines, ElementsAre("we: hello", "the peer: answer"));
  EXPECT_EQ(notebook_.peers, Endpoint("127.0.0.1", listener_.local_endpoint().port()));
  EXPECT_EQ(notebook_.ours, Endpoint("127.0.0.1", peer_.remote_endpoint().port()));
}

TEST_F(LinkTapTest, SeesOurOrderlyEnd) {
  connect();
  link_->close();
  std::array<char, 1> byte{};
  boost::system::error_code error;
  peer_.read_some(asio::buffer(byte), error);
  EXPECT_EQ(error, asio::error::eof);
  peer_.close();
  ASSERT_TRUE(until_lines(2));
  test::settle(context_);
  EXPECT_THAT(notebook_.lines, testing::IsSupersetOf({"we finished", "the peer finished"}));
  EXPECT_EQ(notebook_.lines.front(), "we finished");
}

TEST_F(LinkTapTest, SeesThePeersOrderlyEnd) {
  connect();
  peer_.close();
  ASSERT_TRUE(until([&] { return observer_.closed; }));
  EXPECT_THAT(notebook_.lines, ElementsAre("the peer finished", "we finished"));
}

TEST_F(LinkTapTest, SeesResetsOfBothSides) {
  connect();
  link_->abort();
  ASSERT_FALSE(notebook_.lines.empty());
  EXPECT_EQ(notebook_.lines.front(), "we reset");
  notebook_.lines.clear();
  peer_.close();
  observer_.opened = false;
  connect();
  peer_.set_option(asio::socket_base::linger(true, 0));
  peer_.close();
  ASSERT_TRUE(until([&] { return observer_.closed; }));
  EXPECT_EQ(notebook_.lines.front(), "the peer reset");
}

}  // namespace
}  // namespace air780
