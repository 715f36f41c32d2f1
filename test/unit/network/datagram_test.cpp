// Questions by UDP to a server that the test plays on loopback, and echo requests to this computer.
#include <gmock/gmock.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/udp.hpp>
#include <optional>

#include "protocol/cellular/sntp.h"
#include "sim/network/asio_network.h"
#include "test/unit/network/run_until.h"

namespace air780 {
namespace {

namespace asio = boost::asio;
using asio::ip::udp;
using testing::HasSubstr;
using Outcome = DatagramAnswer::Outcome;
using namespace std::chrono_literals;

class Datagrams : public testing::Test {
 protected:
  std::uint16_t port() const { return server_.local_endpoint().port(); }

  // Answers each question with itself and a mark behind it.
  void serve() {
    server_.async_receive_from(asio::buffer(question_), asker_,
                               [this](const boost::system::error_code& error, std::size_t size) {
                                 if (error) return;
                                 const std::string answer = std::string(question_.data(), size) + "!";
                                 server_.send_to(asio::buffer(answer), asker_);
                                 serve();
                               });
  }

  Routes route(const std::string& name) {
    Routes routes;
    routes.add(*parse_route(name + "=127.0.0.1:" + std::to_string(port())));
    return routes;
  }

  DatagramAnswer ask(AsioNetwork& network, const std::string& host, std::uint16_t to, Duration timeout = 20s) {
    std::optional<DatagramAnswer> answer;
    const auto exchange =
        network.exchange({host, to, "question", timeout}, [&](DatagramAnswer given) { answer = std::move(given); });
    EXPECT_FALSE(answer.has_value()) << "called from inside";
    EXPECT_TRUE(test::run_until(context_, [&] { return answer.has_value(); }));
    return answer.value_or(DatagramAnswer{});
  }

  EchoReply ping(AsioNetwork& network, const std::string& address) {
    std::optional<EchoReply> reply;
    const auto echo = network.echo({address, 32, 20s, 64}, [&](EchoReply given) { reply = std::move(given); });
    EXPECT_FALSE(reply.has_value()) << "called from inside";
    EXPECT_TRUE(test::run_until(context_, [&] { return reply.has_value(); }));
    return reply.value_or(EchoReply{});
  }

  static BrokerEndpoints broker() { return {{"127.0.0.1", 1}, {"127.0.0.1", 2}, {"127.0.0.1", 3}}; }

  asio::io_context context_;
  udp::socket server_{context_, {asio::ip::address_v4::loopback(), 0}};
  udp::endpoint asker_;
  std::array<char, 256> question_{};
};

TEST_F(Datagrams, AQuestionHasItsAnswer) {
  serve();
  AsioNetwork network(context_, Routes());
  const DatagramAnswer answer = ask(network, "127.0.0.1", port());
  EXPECT_EQ(answer.outcome, Outcome::answered);
  EXPECT_EQ(answer.bytes, "question!");
  EXPECT_EQ(answer.detail, "");
}

TEST_F(Datagrams, ARouteIsHonouredAlsoBesideABroker) {
  serve();
  Routes routes = route("time.example:123");
  routes.set_catch_all(broker());
  AsioNetwork network(context_, std::move(routes));
  EXPECT_EQ(ask(network, "time.example", 123).bytes, "question!");
}

TEST_F(Datagrams, FailuresSayWhatFailed) {
  AsioNetwork network(context_, Routes());
  const DatagramAnswer silent = ask(network, "127.0.0.1", port(), 20ms);
  EXPECT_EQ(silent.outcome, Outcome::timed_out);
  EXPECT_THAT(silent.detail, HasSubstr("127.0.0.1:"));
  const DatagramAnswer unknown = ask(network, "", 123);
  EXPECT_EQ(unknown.outcome, Outcome::name_not_resolved);
  const std::uint16_t free = port();
  server_.close();
  EXPECT_EQ(ask(network, "127.0.0.1", free).outcome, Outcome::unreachable);
}

TEST_F(Datagrams, ADroppedQuestionIsNotAnswered) {
  serve();
  AsioNetwork network(context_, Routes());
  bool called = false;
  network.exchange({"127.0.0.1", port(), "question", 20s}, [&](const DatagramAnswer&) { called = true; });
  network.echo({"127.0.0.1", 32, 20s, 64}, [&](const EchoReply&) { called = true; });
  EXPECT_EQ(ask(network, "127.0.0.1", port()).outcome, Outcome::answered);
  EXPECT_FALSE(called);
}

TEST_F(Datagrams, BesideABrokerNobodyIsAskedAndTheTimeIsThisComputers) {
  Routes routes;
  routes.set_catch_all(broker());
  AsioNetwork network(context_, std::move(routes));
  std::optional<DatagramAnswer> answer;
  const auto exchange = network.exchange({"ntp1.aliyun.com", sntp_port, sntp_question(9), 20s},
                                         [&](DatagramAnswer given) { answer = std::move(given); });
  EXPECT_TRUE(test::run_until(context_, [&] { return answer.has_value(); }));
  const auto time = sntp_time(answer.value().bytes, 9);
  ASSERT_TRUE(time);
  const auto away = std::chrono::system_clock::now() - *time;
  EXPECT_LT(std::chrono::abs(away), std::chrono::hours(1));
  EXPECT_EQ(ask(network, "ntp1.aliyun.com", 5353, 10ms).outcome, Outcome::timed_out);
  EXPECT_TRUE(ping(network, "203.0.113.7").answered);
}

TEST_F(Datagrams, ThisComputerAnswersEchoRequests) {
  AsioNetwork network(context_, Routes());
  const EchoReply reply = ping(network, "127.0.0.1");
  EXPECT_TRUE(reply.answered) << reply.detail;
  EXPECT_GT(reply.ttl, 0);
  EXPECT_FALSE(ping(network, "no address").answered);
}

}  // namespace
}  // namespace air780
