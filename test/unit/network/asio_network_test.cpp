// Links and lookups over real loopback sockets; the tests play the peer by hand.
#include "sim/network/asio_network.h"

#include <gmock/gmock.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <list>
#include <numeric>
#include <optional>

#include "test/unit/network/run_until.h"

namespace air780 {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using testing::HasSubstr;
using namespace std::chrono_literals;

struct Witness : LinkObserver {
  void link_opened() override {
    opened = true;
    if (when_opened) when_opened();
  }
  void link_failed(const LinkError& error) override { failed = error; }
  void link_received(std::string_view bytes) override {
    received += bytes;
    if (when_received) when_received();
  }
  void link_drained() override { ++drained; }
  void link_closed(LinkEnd end) override { closed = end; }
  bool heard_something() const { return opened || failed || closed || !received.empty() || drained > 0; }

  bool opened = false;
  std::optional<LinkError> failed;
  std::optional<LinkEnd> closed;
  std::string received;
  int drained = 0;
  std::function<void()> when_opened;
  std::function<void()> when_received;
};

class AsioNetworkTest : public testing::Test {
 protected:
  std::uint16_t port() const { return listener_.local_endpoint().port(); }

  std::unique_ptr<Link> open(const std::string& host, std::uint16_t to, Duration timeout = 20s) {
    return network_.open({host, to, timeout}, witness_);
  }

  // A link that is open at both ends.
  std::unique_ptr<Link> connect() {
    accepted_ = false;
    listener_.async_accept(peer_, [this](const boost::system::error_code&) { accepted_ = true; });
    auto link = open("127.0.0.1", port());
    EXPECT_TRUE(until([&] { return witness_.opened && accepted_; }));
    return link;
  }

  template <typename Condition>
  bool until(Condition condition) {
    return test::run_until(context_, condition);
  }

  // Until nothing is awaited any more, not even the answers to questions that were dropped.
  void until_idle() {
    EXPECT_TRUE(until([&] { return context_.stopped(); }));
  }

  // Reads at the peer until `size` bytes are there or it ends; says how it ended.
  boost::system::error_code peer_reads(std::size_t size) {
    boost::system::error_code error;
    peer_.non_blocking(true);
    until([&] {
      std::array<char, 65536> bytes;
      const std::size_t got = peer_.read_some(asio::buffer(bytes), error);
      peer_received_.append(bytes.data(), got);
      if (error == asio::error::would_block) error = {};
      return error.failed() || peer_received_.size() >= size;
    });
    return error;
  }

  Resolution resolve(AsioNetwork& network, const std::string& host) {
    std::optional<Resolution> answer;
    const auto lookup = network.resolve(host, [&](Resolution resolution) { answer = std::move(resolution); });
    EXPECT_FALSE(answer.has_value()) << "called from inside";
    EXPECT_TRUE(until([&] { return answer.has_value(); }));
    return answer.value_or(Resolution{});
  }

  asio::io_context context_;
  tcp::acceptor listener_{context_, {asio::ip::address_v4::loopback(), 0}};
  tcp::socket peer_{context_};
  bool accepted_ = false;
  std::string peer_received_;
  AsioNetwork network_{context_, Routes()};
  Witness witness_;
};

std::string every_byte() {
  std::string bytes(256, '\0');
  std::iota(bytes.begin(), bytes.end(), '\0');
  return bytes;
}

TEST_F(AsioNetworkTest, OpensLaterAndCarriesEveryByteBothWays) {
  const auto link = connect();
  link->write(every_byte());
  peer_reads(256);
  EXPECT_EQ(peer_received_, every_byte());
  asio::write(peer_, asio::buffer(every_byte()));
  EXPECT_TRUE(until([&] { return witness_.received.size() >= 256; }));
  EXPECT_EQ(witness_.received, every_byte());
}

TEST_F(AsioNetworkTest, TellsNothingFromInsideOpen) {
  const auto link = open("127.0.0.1", port());
  EXPECT_FALSE(witness_.heard_something());
}

TEST_F(AsioNetworkTest, IgnoresWritesBeforeItIsOpen) {
  listener_.async_accept(peer_, [this](const boost::system::error_code&) { accepted_ = true; });
  const auto link = open("127.0.0.1", port());
  link->write("too early");
  EXPECT_EQ(link->unsent(), 0u);
  ASSERT_TRUE(until([&] { return witness_.opened && accepted_; }));
  link->write("now");
  peer_reads(3);
  EXPECT_EQ(peer_received_, "now");
}

TEST_F(AsioNetworkTest, OpensIPv6) {
  boost::system::error_code error;
  tcp::acceptor six(context_);
  six.open(tcp::v6(), error);
  if (!error) six.bind({asio::ip::address_v6::loopback(), 0}, error);
  if (error) GTEST_SKIP() << "no IPv6 here: " << error.message();
  six.listen();
  const auto link = open("::1", six.local_endpoint().port());
  EXPECT_TRUE(until([&] { return witness_.opened; }));
}

TEST_F(AsioNetworkTest, ResolvesNamesAsItDials) {
  const auto link = open("localhost", port());
  EXPECT_TRUE(until([&] { return witness_.opened || witness_.failed; }));
  EXPECT_TRUE(witness_.opened);
}

TEST_F(AsioNetworkTest, ReportsARefusedConnection) {
  const std::uint16_t unused = port();
  listener_.close();
  const auto link = open("127.0.0.1", unused);
  ASSERT_TRUE(until([&] { return witness_.failed.has_value(); }));
  EXPECT_EQ(witness_.failed->kind, LinkError::Kind::refused);
  EXPECT_EQ(witness_.failed->detail, "127.0.0.1:" + std::to_string(unused) + ": Connection refused");
}

TEST_F(AsioNetworkTest, ReportsANameThatDoesNotExist) {
  const auto link = open("no-such-host.invalid", 1883);
  ASSERT_TRUE(until([&] { return witness_.failed.has_value(); }));
  EXPECT_EQ(witness_.failed->kind, LinkError::Kind::name_not_resolved);
  EXPECT_THAT(witness_.failed->detail, HasSubstr("no-such-host.invalid:1883: "));
}

TEST_F(AsioNetworkTest, ReportsAnEmptyNameAsNotResolved) {
  const auto link = open("", 1883);
  ASSERT_TRUE(until([&] { return witness_.failed.has_value(); }));
  EXPECT_EQ(witness_.failed->kind, LinkError::Kind::name_not_resolved);
}

// A listener whose backlog is full drops further attempts without a word, as a silent network does.
TEST_F(AsioNetworkTest, GivesUpWhenNobodyAnswers) {
  tcp::acceptor full(context_, tcp::v4());
  full.bind({asio::ip::address_v4::loopback(), 0});
  full.listen(0);
  std::list<tcp::socket> fillers;
  for (int i = 0; i < 4; ++i) {
    fillers.emplace_back(context_).async_connect(full.local_endpoint(), [](const boost::system::error_code&) {});
  }
  const auto link = open("127.0.0.1", full.local_endpoint().port(), 50ms);
  ASSERT_TRUE(until([&] { return witness_.opened || witness_.failed; }));
  if (witness_.opened) GTEST_SKIP() << "this system lets a full backlog grow";
  EXPECT_EQ(witness_.failed->kind, LinkError::Kind::timed_out);
  EXPECT_THAT(witness_.failed->detail, HasSubstr("no answer in time"));
}

TEST_F(AsioNetworkTest, IsSilentAfterDestructionWhileDialling) {
  auto link = open("127.0.0.1", port());
  link.reset();
  link = open("no-such-host.invalid", 1883);
  link.reset();
  link = open("127.0.0.1", port());
  link->abort();
  link->close();
  until_idle();
  EXPECT_FALSE(witness_.heard_something());
}

TEST_F(AsioNetworkTest, TellsAnOrderlyEndFromAReset) {
  {
    const auto link = connect();
    asio::write(peer_, asio::buffer(std::string("last words")));
    peer_.shutdown(tcp::socket::shutdown_send);
    ASSERT_TRUE(until([&] { return witness_.closed.has_value(); }));
    EXPECT_EQ(witness_.received, "last words");
    EXPECT_EQ(witness_.closed, LinkEnd::closed_by_peer);
    peer_.close();
  }
  witness_ = Witness();
  const auto link = connect();
  peer_.set_option(asio::socket_base::linger(true, 0));
  peer_.close();
  ASSERT_TRUE(until([&] { return witness_.closed.has_value(); }));
  EXPECT_EQ(witness_.closed, LinkEnd::reset_by_peer);
  link->write("ignored after the end");
  EXPECT_EQ(link->unsent(), 0u);
}

TEST_F(AsioNetworkTest, QueuesWhatTheSystemDoesNotTakeAndSaysWhenItIsGone) {
  const auto link = connect();
  const std::string much(8'000'000, 'x');
  link->write(much);
  EXPECT_GT(link->unsent(), 0u);
  EXPECT_EQ(witness_.drained, 0);
  peer_reads(much.size());
  EXPECT_EQ(peer_received_.size(), much.size());
  ASSERT_TRUE(until([&] { return witness_.drained > 0; }));
  EXPECT_EQ(link->unsent(), 0u);
  EXPECT_EQ(witness_.drained, 1);
}

TEST_F(AsioNetworkTest, KeepsTheOrderOfQueuedAndLaterWrites) {
  const auto link = connect();
  std::string all;
  for (int i = 0; i < 300; ++i) {
    const std::string piece(30'000, static_cast<char>('a' + i % 26));
    link->write(piece);
    all += piece;
  }
  peer_reads(all.size());
  EXPECT_TRUE(peer_received_ == all);
}

TEST_F(AsioNetworkTest, PausesReading) {
  const auto link = connect();
  link->pause_reading(true);
  asio::write(peer_, asio::buffer(std::string("held back")));
  peer_.shutdown(tcp::socket::shutdown_send);
  test::settle(context_);
  EXPECT_EQ(witness_.received, "");
  link->pause_reading(false);
  EXPECT_EQ(witness_.received, "") << "called from inside";
  ASSERT_TRUE(until([&] { return witness_.closed.has_value(); }));
  EXPECT_EQ(witness_.received, "held back");
}

TEST_F(AsioNetworkTest, MayBePausedBeforeItIsOpen) {
  listener_.async_accept(peer_, [this](const boost::system::error_code&) { accepted_ = true; });
  const auto link = open("127.0.0.1", port());
  link->pause_reading(true);
  ASSERT_TRUE(until([&] { return witness_.opened && accepted_; }));
  asio::write(peer_, asio::buffer(std::string("held back")));
  test::settle(context_);
  EXPECT_EQ(witness_.received, "");
  link->pause_reading(false);
  EXPECT_TRUE(until([&] { return witness_.received == "held back"; }));
}

TEST_F(AsioNetworkTest, CloseLetsEverythingLeaveThoughTheLinkIsDestroyed) {
  auto link = connect();
  const std::string much(8'000'000, 'x');
  link->write(much);
  ASSERT_GT(link->unsent(), 0u);
  link->close();
  link.reset();
  // What the peer still says must not turn the orderly end into a reset.
  asio::write(peer_, asio::buffer(std::string("too late")));
  EXPECT_EQ(peer_reads(much.size() + 1), asio::error::eof);
  EXPECT_EQ(peer_received_.size(), much.size());
  EXPECT_EQ(witness_.received, "");
  EXPECT_EQ(witness_.drained, 0);
}

TEST_F(AsioNetworkTest, CloseOutlivesTheNetwork) {
  auto network = std::make_unique<AsioNetwork>(context_, Routes());
  listener_.async_accept(peer_, [this](const boost::system::error_code&) { accepted_ = true; });
  auto link = network->open({"127.0.0.1", port(), 20s}, witness_);
  ASSERT_TRUE(until([&] { return witness_.opened && accepted_; }));
  link->write("goodbye");
  link->close();
  network.reset();
  link.reset();
  EXPECT_EQ(peer_reads(100), asio::error::eof);
  EXPECT_EQ(peer_received_, "goodbye");
}

TEST_F(AsioNetworkTest, AbortAndDestructionReset) {
  auto link = connect();
  link->abort();
  EXPECT_EQ(peer_reads(1), asio::error::connection_reset);
  peer_.close();
  witness_ = Witness();
  link = connect();
  link.reset();
  EXPECT_EQ(peer_reads(1), asio::error::connection_reset);
  EXPECT_FALSE(witness_.closed.has_value());
}

TEST_F(AsioNetworkTest, MayBeDestroyedByItsObserver) {
  listener_.async_accept(peer_, [this](const boost::system::error_code&) { accepted_ = true; });
  auto link = open("127.0.0.1", port());
  witness_.when_opened = [&] { link.reset(); };
  ASSERT_TRUE(until([&] { return witness_.opened && accepted_; }));
  EXPECT_EQ(peer_reads(1), asio::error::connection_reset);
  peer_.close();
  witness_ = Witness();
  link = connect();
  witness_.when_received = [&] { link.reset(); };
  asio::write(peer_, asio::buffer(std::string("end yourself")));
  EXPECT_TRUE(until([&] { return link == nullptr; }));
  test::settle(context_);
  EXPECT_FALSE(witness_.closed.has_value());
}

TEST_F(AsioNetworkTest, WritingToABrokenStreamTellsLater) {
  const auto link = connect();
  link->pause_reading(true);
  peer_.set_option(asio::socket_base::linger(true, 0));
  peer_.close();
  link->write("one");
  link->write("two");
  link->write("three");
  EXPECT_FALSE(witness_.closed.has_value()) << "called from inside";
  ASSERT_TRUE(until([&] { return witness_.closed.has_value(); }));
  EXPECT_EQ(witness_.closed, LinkEnd::reset_by_peer);
}

TEST_F(AsioNetworkTest, DialsTheRouteInsteadOfTheName) {
  Routes routes;
  routes.add(*parse_route("broker.invalid=127.0.0.1:" + std::to_string(port())));
  AsioNetwork routed(context_, routes);
  const auto link = routed.open({"Broker.INVALID", 1883, 20s}, witness_);
  EXPECT_TRUE(until([&] { return witness_.opened || witness_.failed; }));
  EXPECT_TRUE(witness_.opened);
}

TEST_F(AsioNetworkTest, NamesTheRouteInAnError) {
  Routes routes;
  routes.set_catch_all({.plain = {"127.0.0.1", port()}});
  listener_.close();
  AsioNetwork routed(context_, routes);
  const auto link = routed.open({"broker.invalid", 1883, 20s}, witness_);
  ASSERT_TRUE(until([&] { return witness_.failed.has_value(); }));
  EXPECT_THAT(witness_.failed->detail, HasSubstr("broker.invalid:1883 (routed to 127.0.0.1:"));
}

TEST_F(AsioNetworkTest, ResolvesAddressesNamesAndRoutes) {
  EXPECT_EQ(resolve(network_, "203.0.113.7").address, "203.0.113.7");
  EXPECT_EQ(resolve(network_, "localhost").address, "127.0.0.1");
  Routes routes;
  routes.add(*parse_route("broker.invalid:8883=10.1.2.3:1"));
  routes.add(*parse_route("six.invalid=[::1]:1"));
  routes.set_catch_all({.plain = {"127.0.0.1", 41883}});
  AsioNetwork routed(context_, routes);
  EXPECT_EQ(resolve(routed, "broker.invalid").address, "10.1.2.3");
  EXPECT_EQ(resolve(routed, "other.invalid").address, "127.0.0.1");
  EXPECT_EQ(resolve(routed, "203.0.113.7").address, "203.0.113.7");
  const Resolution six = resolve(routed, "six.invalid");
  EXPECT_FALSE(six.found);
  EXPECT_THAT(six.detail, HasSubstr("IPv6 addresses only"));
}

TEST_F(AsioNetworkTest, SaysWhyANameWasNotFound) {
  const Resolution missing = resolve(network_, "no-such-host.invalid");
  EXPECT_FALSE(missing.found);
  EXPECT_THAT(missing.detail, HasSubstr("no-such-host.invalid: "));
}

TEST_F(AsioNetworkTest, ADestroyedLookupIsNeverAnswered) {
  bool answered = false;
  for (const char* host : {"127.0.0.1", "localhost", "no-such-host.invalid"}) {
    network_.resolve(host, [&](const Resolution&) { answered = true; }).reset();
  }
  until_idle();
  EXPECT_FALSE(answered);
}

TEST_F(AsioNetworkTest, ALookupMayBeDestroyedByItsOwnAnswer) {
  std::unique_ptr<Lookup> lookup;
  bool answered = false;
  lookup = network_.resolve("127.0.0.1", [&](const Resolution&) {
    lookup.reset();
    answered = true;
  });
  EXPECT_TRUE(until([&] { return answered; }));
}

// A module that is gone: its peer hears nothing, and what it sends is thrown away; the socket goes when the peer ends
// it.
TEST_F(AsioNetworkTest, AVanishedLinkTellsItsPeerNothing) {
  auto link = connect();
  link->write("last words");
  peer_reads(10);
  link->vanish();
  link.reset();
  asio::write(peer_, asio::buffer(std::string(100000, 'x')));
  test::settle(context_);
  boost::system::error_code error;
  std::array<char, 1> byte;
  peer_.read_some(asio::buffer(byte), error);
  EXPECT_EQ(error, asio::error::would_block) << "neither an end nor a reset";
  EXPECT_EQ(witness_.received, "");
  peer_.shutdown(tcp::socket::shutdown_send);
  EXPECT_EQ(peer_reads(11), asio::error::eof);
  until_idle();
}

}  // namespace
}  // namespace air780
