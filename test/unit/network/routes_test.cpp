#include "sim/network/routes.h"

#include <gmock/gmock.h>

namespace air780 {
namespace {

using testing::HasSubstr;

Routes routes(std::initializer_list<std::string_view> rules) {
  Routes all;
  for (const auto rule : rules) all.add(*parse_route(rule));
  return all;
}

TEST(ParseRoute, ReadsHostsPortsAndStars) {
  const Route any_port = *parse_route("broker.example.com=127.0.0.1:1883");
  EXPECT_EQ(any_port.host, "broker.example.com");
  EXPECT_EQ(any_port.port, std::nullopt);
  EXPECT_EQ(any_port.target, Endpoint("127.0.0.1", 1883));
  const Route one_port = *parse_route("broker.example.com:8883=[::1]:48883");
  EXPECT_EQ(one_port.port, 8883);
  EXPECT_EQ(one_port.target, Endpoint("::1", 48883));
  EXPECT_EQ(parse_route("*:1883=mosquitto:1883")->host, "*");
}

TEST(ParseRoute, SaysWhatIsWrongAndWhere) {
  const auto error = [](std::string_view text) { return parse_route(text).error(); };
  EXPECT_THAT(error("broker"), HasSubstr("no = in the route \"broker\"; a route is HOST[:PORT]=ADDR:PORT"));
  EXPECT_THAT(error("=127.0.0.1:1"), HasSubstr("no host before the ="));
  EXPECT_THAT(error(":1883=127.0.0.1:1"), HasSubstr("no host before the ="));
  EXPECT_THAT(error("broker:0=127.0.0.1:1"), HasSubstr("the port before the = is \"0\", not a number from 1 to 65535"));
  EXPECT_THAT(error("broker:x=127.0.0.1:1"), HasSubstr("the port before the = is \"x\""));
  EXPECT_THAT(error("::1=127.0.0.1:1"), HasSubstr("names and IPv4 addresses only"));
  EXPECT_THAT(error("*.example.com=127.0.0.1:1"), HasSubstr("whole host"));
  EXPECT_THAT(error("broker=127.0.0.1"),
              HasSubstr("\"127.0.0.1\" is not HOST:PORT, in the route \"broker=127.0.0.1\""));
  EXPECT_THAT(error("broker=127.0.0.1:99999"), HasSubstr("\"99999\", not a number from 1 to 65535"));
}

TEST(Routes, SendNothingElsewhereByDefault) {
  EXPECT_EQ(Routes().find("broker", 1883), std::nullopt);
  EXPECT_EQ(Routes().find_address("broker"), std::nullopt);
}

TEST(Routes, CompareNamesWithoutRegardToCase) {
  EXPECT_EQ(routes({"Broker.Example.com=10.0.0.1:1"}).find("bROKER.eXAMPLE.COM", 5), Endpoint("10.0.0.1", 1));
}

TEST(Routes, FirstMatchingRuleWins) {
  const Routes both = routes({"broker:8883=10.0.0.1:1", "broker=10.0.0.2:2", "*=10.0.0.3:3", "late=10.0.0.4:4"});
  EXPECT_EQ(both.find("broker", 8883), Endpoint("10.0.0.1", 1));
  EXPECT_EQ(both.find("broker", 1883), Endpoint("10.0.0.2", 2));
  EXPECT_EQ(both.find("other", 1883), Endpoint("10.0.0.3", 3));
  EXPECT_EQ(both.find("late", 1883), Endpoint("10.0.0.3", 3));
}

TEST(Routes, StarWithAPortMatchesThatPortOnly) {
  const Routes secure = routes({"*:8883=10.0.0.1:1"});
  EXPECT_EQ(secure.find("any", 8883), Endpoint("10.0.0.1", 1));
  EXPECT_EQ(secure.find("any", 1883), std::nullopt);
}

const BrokerEndpoints broker = {{"127.0.0.1", 41883}, {"127.0.0.1", 48883}, {"127.0.0.1", 48884}};

TEST(Routes, CatchAllComesAfterEveryRule) {
  Routes caught = routes({"broker=10.0.0.1:1"});
  caught.set_catch_all(broker);
  EXPECT_EQ(caught.find("broker", 1), Endpoint("10.0.0.1", 1));
  EXPECT_EQ(caught.find("203.0.113.9", 1883), Endpoint("127.0.0.1", 41883));
  EXPECT_EQ(caught.find_address("broker"), "10.0.0.1");
  EXPECT_EQ(caught.find_address("other"), "127.0.0.1");
}

// Whatever the port: a plain link to 8883 is a plain link.
TEST(Routes, CatchAllGoesByTheSecurityOfTheLink) {
  Routes caught = routes({"elsewhere=10.0.0.1:1"});
  caught.set_catch_all(broker);
  EXPECT_EQ(caught.find("broker", 8883, LinkSecurity::plain), broker.plain);
  EXPECT_EQ(caught.find("broker", 8883, LinkSecurity::tls), broker.tls);
  EXPECT_EQ(caught.find("broker", 1883, LinkSecurity::mutual_tls), broker.mutual_tls);
  EXPECT_EQ(caught.find("elsewhere", 8883, LinkSecurity::tls), Endpoint("10.0.0.1", 1));
}

TEST(Routes, GiveANameTheAddressOfItsFirstRule) {
  EXPECT_EQ(routes({"broker:8883=10.0.0.1:1", "broker:1883=10.0.0.2:2"}).find_address("BROKER"), "10.0.0.1");
}

}  // namespace
}  // namespace air780
