// Names asked of the servers that AT+CDNSCFG names: a name server that the test plays on loopback, which a route leads
// to.
#include <gmock/gmock.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/udp.hpp>
#include <optional>

#include "sim/network/asio_network.h"
#include "test/unit/network/run_until.h"

namespace air780 {
namespace {

namespace asio = boost::asio;
using asio::ip::udp;
using testing::HasSubstr;

class NameServers : public testing::Test {
 protected:
  NameServers() { serve(); }

  Routes route_to_server(const std::string& server) const {
    Routes routes;
    routes.add(*parse_route(server + ":53=127.0.0.1:" + std::to_string(socket_.local_endpoint().port())));
    return routes;
  }

  Resolution resolve(AsioNetwork& network, const std::string& host) {
    std::optional<Resolution> answer;
    const auto lookup = network.resolve(host, [&](const Resolution& given) { answer = given; });
    EXPECT_TRUE(test::run_until(context_, [&] { return answer.has_value(); }));
    return answer.value_or(Resolution{});
  }

  // What the server says to each question: an address, or that there is no such name.
  std::optional<asio::ip::address_v4> known_ = asio::ip::make_address_v4("192.0.2.7");
  int questions_ = 0;
  asio::io_context context_;

 private:
  void serve() {
    socket_.async_receive_from(asio::buffer(question_), asker_,
                               [this](const boost::system::error_code& error, std::size_t size) {
                                 if (error) return;
                                 ++questions_;
                                 socket_.send_to(asio::buffer(answer(std::string(question_.data(), size))), asker_);
                                 serve();
                               });
  }

  // RFC 1035 §4.1: the question again, its flags those of an answer, and one record of 60 s.
  std::string answer(const std::string& question) const {
    constexpr std::size_t header = 12;
    std::string message = question.substr(0, question.find('\0', header) + 5);
    message[2] = '\x81';
    message[3] = known_ ? '\x80' : '\x83';
    message[7] = known_ ? '\x01' : '\x00';
    message[11] = '\0';  // no additional records
    if (!known_) return message;
    message += std::string("\xc0\x0c\x00\x01\x00\x01\x00\x00\x00\x3c\x00\x04", 12);
    for (const unsigned char byte : known_->to_bytes()) message += static_cast<char>(byte);
    return message;
  }

  udp::socket socket_{context_, {asio::ip::address_v4::loopback(), 0}};
  udp::endpoint asker_;
  std::array<char, 512> question_{};
};

TEST_F(NameServers, ThoseOfTheModuleAreAsked) {
  AsioNetwork network(context_, route_to_server("114.114.114.114"));
  network.set_name_servers({"114.114.114.114", "223.5.5.5"});
  const Resolution resolution = resolve(network, "broker.example");
  EXPECT_TRUE(resolution.found);
  EXPECT_EQ(resolution.address, "192.0.2.7");
  EXPECT_EQ(questions_, 1);
}

TEST_F(NameServers, ANameThatTheyDoNotKnowIsNotFound) {
  known_.reset();
  AsioNetwork network(context_, route_to_server("114.114.114.114"));
  network.set_name_servers({"114.114.114.114"});
  EXPECT_FALSE(resolve(network, "nowhere.example").found);
  EXPECT_EQ(questions_, 1);
}

TEST_F(NameServers, AreNotAskedForANameWithARouteNorWhenTheyAreTakenBack) {
  Routes routes = route_to_server("114.114.114.114");
  routes.add(*parse_route("broker.example=127.0.0.1:1883"));
  AsioNetwork network(context_, std::move(routes));
  network.set_name_servers({"114.114.114.114"});
  EXPECT_EQ(resolve(network, "broker.example").address, "127.0.0.1");
  network.set_name_servers({});
  EXPECT_TRUE(resolve(network, "localhost").found);
  EXPECT_EQ(questions_, 0);
}

}  // namespace
}  // namespace air780
