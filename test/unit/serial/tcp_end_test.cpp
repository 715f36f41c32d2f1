// Hosts as they come and go on a real TCP listener.
#include "sim/serial/tcp_end.h"

#include <gmock/gmock.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <numeric>

#include "test/unit/network/run_until.h"

namespace air780 {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using testing::HasSubstr;

class TcpEndTest : public testing::Test {
 protected:
  void SetUp() override { begin({"127.0.0.1", 0}); }

  void begin(const Endpoint& address) {
    end_.reset();
    auto opened = TcpEnd::open(context_, log_, address);
    ASSERT_TRUE(opened) << opened.error();
    end_ = std::move(*opened);
    end_->start([this](std::string_view bytes) {
      received_ += bytes;
      if (answer_) end_->transmit(answer_(bytes));
    });
  }

  tcp::socket connect() {
    tcp::socket host(context_);
    host.connect({asio::ip::make_address(end_->address().host), end_->address().port});
    host.non_blocking(true);
    test::settle(context_);
    return host;
  }

  bool hears(std::string_view text) {
    return test::run_until(context_, [&] { return received_.size() >= text.size(); }) && received_ == text;
  }

  // What the host reads until it has `size` bytes or the connection ends, which `ended` then tells.
  std::string read_host(tcp::socket& host, std::size_t size) {
    std::string all;
    test::run_until(context_, [&] {
      std::array<char, 65536> bytes;
      ended_ = error_code();
      all.append(bytes.data(), host.read_some(asio::buffer(bytes), ended_));
      if (ended_ == asio::error::would_block) ended_ = error_code();
      return ended_.failed() || all.size() >= size;
    });
    return all;
  }

  static void say(tcp::socket& host, const std::string& text) { asio::write(host, asio::buffer(text)); }

  asio::io_context context_;
  Log log_{LogLevel::off};
  std::unique_ptr<TcpEnd> end_;
  std::string received_;
  std::function<std::string(std::string_view)> answer_;
  error_code ended_;
};

std::string every_byte() {
  std::string bytes(256, '\0');
  std::iota(bytes.begin(), bytes.end(), '\0');
  return bytes;
}

TEST_F(TcpEndTest, PicksAPortAndSaysWhich) {
  EXPECT_NE(end_->address().port, 0);
  EXPECT_EQ(end_->description(), "tcp 127.0.0.1:" + std::to_string(end_->address().port));
}

TEST_F(TcpEndTest, CarriesEveryByteBothWays) {
  tcp::socket host = connect();
  say(host, every_byte());
  EXPECT_TRUE(hears(every_byte()));
  end_->transmit(every_byte());
  EXPECT_EQ(read_host(host, 256), every_byte());
}

TEST_F(TcpEndTest, AcceptsAHostName) {
  begin({"localhost", 0});
  EXPECT_EQ(end_->address().host, "127.0.0.1");
}

TEST_F(TcpEndTest, ListensOnIPv6) {
  auto six = TcpEnd::open(context_, log_, {"::1", 0});
  if (!six) GTEST_SKIP() << "no IPv6 here: " << six.error();
  EXPECT_EQ((*six)->description(), "tcp [::1]:" + std::to_string((*six)->address().port));
}

TEST_F(TcpEndTest, NamesAnAddressInUse) {
  const auto second = TcpEnd::open(context_, log_, end_->address());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error(), "cannot listen at " + end_->address().text() + ": Address already in use");
}

TEST_F(TcpEndTest, NamesAHostThatDoesNotExist) {
  const auto nowhere = TcpEnd::open(context_, log_, {"no-such-host.invalid", 0});
  ASSERT_FALSE(nowhere);
  EXPECT_THAT(nowhere.error(), HasSubstr("cannot listen at no-such-host.invalid:0: "));
}

TEST_F(TcpEndTest, FreesItsPortAtOnce) {
  const Endpoint address = end_->address();
  tcp::socket host = connect();
  end_.reset();
  const auto again = TcpEnd::open(context_, log_, address);
  EXPECT_TRUE(again) << again.error();
}

TEST_F(TcpEndTest, ServesHostAfterHost) {
  answer_ = [](std::string_view bytes) { return "<" + std::string(bytes) + ">"; };
  for (int round = 0; round < 5; ++round) {
    tcp::socket host = connect();
    say(host, "AT\r");
    EXPECT_EQ(read_host(host, 5), "<AT\r>");
  }
}

TEST_F(TcpEndTest, LosesWhatIsSaidWhileNobodyIsConnected) {
  end_->transmit("lost");
  tcp::socket host = connect();
  end_->transmit("hello");
  EXPECT_EQ(read_host(host, 5), "hello");
}

TEST_F(TcpEndTest, RefusesASecondHost) {
  testing::internal::CaptureStderr();
  log_.warning("before");
  Log warnings(LogLevel::warning);
  auto opened = TcpEnd::open(context_, warnings, {"127.0.0.1", 0});
  ASSERT_TRUE(opened);
  end_ = std::move(*opened);
  end_->start([this](std::string_view bytes) { received_ += bytes; });
  tcp::socket first = connect();
  tcp::socket second = connect();
  EXPECT_EQ(read_host(second, 1), "");
  EXPECT_EQ(ended_, asio::error::eof);
  end_->transmit("for the first");
  EXPECT_EQ(read_host(first, 13), "for the first");
  say(first, "AT");
  EXPECT_TRUE(hears("AT"));
  EXPECT_THAT(testing::internal::GetCapturedStderr(), HasSubstr("refused a second host, 127.0.0.1:"));
}

TEST_F(TcpEndTest, AHostThatReconnectsAtOnceIsNotASecondOne) {
  for (int round = 0; round < 20; ++round) {
    tcp::socket host(context_);
    host.connect({asio::ip::address_v4::loopback(), end_->address().port});
    say(host, "x");
  }
  EXPECT_TRUE(hears(std::string(20, 'x')));
}

TEST_F(TcpEndTest, AHostThatEndedItsSendingStillReads) {
  tcp::socket host = connect();
  say(host, "AT\r");
  host.shutdown(tcp::socket::shutdown_send);
  EXPECT_TRUE(hears("AT\r"));
  test::settle(context_);
  end_->transmit("OK");
  EXPECT_EQ(read_host(host, 2), "OK");
  end_->transmit("more");
  EXPECT_EQ(read_host(host, 4), "more");
  tcp::socket next = connect();
  EXPECT_EQ(read_host(host, 1), "");
  EXPECT_EQ(ended_, asio::error::eof);
  end_->transmit("for the next");
  EXPECT_EQ(read_host(next, 12), "for the next");
}

TEST_F(TcpEndTest, SurvivesAHostThatResets) {
  {
    tcp::socket host = connect();
    host.set_option(asio::socket_base::linger(true, 0));
  }
  end_->transmit("to nobody");
  end_->transmit("to nobody");
  tcp::socket host = connect();
  end_->transmit("hello");
  EXPECT_EQ(read_host(host, 5), "hello");
}

TEST_F(TcpEndTest, AHostThatNeverReadsDoesNotBlockTheModule) {
  tcp::socket host = connect();
  const std::string piece(100'000, 'x');
  for (int i = 0; i < 200; ++i) end_->transmit(piece);
  say(host, "AT\r");
  EXPECT_TRUE(hears("AT\r"));
}

TEST_F(TcpEndTest, ASlowHostGetsEverythingThatFits) {
  tcp::socket host = connect();
  std::string all;
  std::string got;
  for (int i = 0; i < 100; ++i) {
    const std::string piece(10'000, static_cast<char>('a' + i % 26));
    all += piece;
    end_->transmit(piece);
    got += read_host(host, 1);
  }
  got += read_host(host, all.size() - got.size());
  EXPECT_TRUE(got == all);
}

TEST_F(TcpEndTest, TakesTwentyKilobytesInOneWrite) {
  tcp::socket host = connect();
  const std::string all(20'000, 'x');
  say(host, all);
  EXPECT_TRUE(hears(all));
}

TEST_F(TcpEndTest, ClosesItsHostWhenItEnds) {
  tcp::socket host = connect();
  end_.reset();
  EXPECT_EQ(read_host(host, 1), "");
  EXPECT_EQ(ended_, asio::error::eof);
}

TEST_F(TcpEndTest, HangsUpAndTakesTheNextHost) {
  tcp::socket host = connect();
  end_->hang_up();
  EXPECT_EQ(read_host(host, 1), "");
  EXPECT_TRUE(ended_.failed());
  tcp::socket next = connect();
  end_->transmit("hello");
  EXPECT_EQ(read_host(next, 5), "hello");
  say(next, "AT\r");
  EXPECT_TRUE(hears("AT\r"));
}

}  // namespace
}  // namespace air780
