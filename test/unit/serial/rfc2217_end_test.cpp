// Hosts that speak RFC 2217 over a real socket.
#include "sim/serial/rfc2217_end.h"

#include <gmock/gmock.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>

#include "test/unit/network/run_until.h"
#include "test/unit/serial/rfc2217/wire.h"

namespace air780 {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using test::asking;
using test::com_port;
using test::please_do;
using test::request;
using test::will;
using testing::StartsWith;

class Rfc2217EndTest : public testing::Test {
 protected:
  void SetUp() override {
    auto opened = Rfc2217End::open(context_, log_, {"127.0.0.1", 0});
    ASSERT_TRUE(opened) << opened.error();
    end_ = std::move(*opened);
    end_->host_lines_changed = [this](const HostLines& lines) { lines_ = lines; };
    end_->start([this](std::string_view bytes) { received_ += bytes; });
  }

  tcp::socket connect() {
    tcp::socket host(context_);
    host.connect({asio::ip::make_address(end_->address().host), end_->address().port});
    host.non_blocking(true);
    test::settle(context_);
    return host;
  }

  void say(tcp::socket& host, const std::string& bytes) {
    asio::write(host, asio::buffer(bytes));
    test::settle(context_);
  }

  // What the host reads up to and with `end`; all that came if it does not come.
  std::string read_to(tcp::socket& host, const std::string& end) {
    std::string all;
    test::run_until(context_, [&] {
      std::array<char, 65536> bytes;
      boost::system::error_code error;
      all.append(bytes.data(), host.read_some(asio::buffer(bytes), error));
      return all.ends_with(end);
    });
    return all;
  }

  asio::io_context context_;
  Log log_{LogLevel::off};
  std::unique_ptr<Rfc2217End> end_;
  std::string received_;
  HostLines lines_;
};

TEST_F(Rfc2217EndTest, SaysWhereItIs) {
  EXPECT_EQ(end_->description(), "rfc2217 127.0.0.1:" + std::to_string(end_->address().port));
}

TEST_F(Rfc2217EndTest, GreetsEachHostAndCarriesData) {
  for (int round = 0; round < 2; ++round) {
    received_.clear();
    tcp::socket host = connect();
    EXPECT_EQ(read_to(host, asking({0, 3})), asking({0, 3}));
    say(host, "AT" + test::wire({255, 255}) + "\r");
    EXPECT_TRUE(test::run_until(context_, [&] { return received_.size() == 4; }));
    EXPECT_EQ(received_, "AT\xff\r");
    end_->transmit("\r\nOK\xff\r\n");
    EXPECT_EQ(read_to(host, "\n"), "\r\nOK\xff\xff\r\n");
  }
}

TEST_F(Rfc2217EndTest, KeepsTheRateAndTheLinesOfItsHost) {
  tcp::socket host = connect();
  say(host, request(will, 44) + com_port({1, 0, 0, 0x25, 0x80}) + com_port({5, 9}));
  read_to(host, com_port({105, 9}));
  EXPECT_EQ(end_->settings().baud_rate, 9600u);
  EXPECT_EQ(lines_, (HostLines{.terminal_ready = false, .request_to_send = true}));
  host.close();
  EXPECT_TRUE(test::run_until(context_, [&] { return lines_ == HostLines(); }));
}

TEST_F(Rfc2217EndTest, TellsTheModulesLines) {
  end_->drive({.clear_to_send = true, .data_set_ready = true});
  tcp::socket host = connect();
  say(host, request(will, 44));
  EXPECT_THAT(read_to(host, com_port({107, 0x30})), StartsWith(asking({0, 3}) + request(please_do, 44)));
  end_->drive({.clear_to_send = true, .data_set_ready = true, .ring = true});
  EXPECT_EQ(read_to(host, com_port({107, 0x70})), com_port({107, 0x70}));
}

}  // namespace
}  // namespace air780
