#include "sim/network/endpoint.h"

#include <gmock/gmock.h>

namespace air780 {
namespace {

using testing::HasSubstr;

Endpoint listen(std::string_view text) { return *parse_listen_endpoint(text); }

TEST(ListenEndpoint, ReadsPortsHostsAndBrackets) {
  EXPECT_EQ(listen("7800"), Endpoint("127.0.0.1", 7800));
  EXPECT_EQ(listen("0"), Endpoint("127.0.0.1", 0));
  EXPECT_EQ(listen("0.0.0.0:7800"), Endpoint("0.0.0.0", 7800));
  EXPECT_EQ(listen("localhost:65535"), Endpoint("localhost", 65535));
  EXPECT_EQ(listen("[::1]:7800"), Endpoint("::1", 7800));
}

TEST(ListenEndpoint, SaysWhatIsWrong) {
  const auto error = [](std::string_view text) { return parse_listen_endpoint(text).error(); };
  EXPECT_THAT(error(""), HasSubstr("0 (any free one) to 65535"));
  EXPECT_THAT(error("65536"), HasSubstr("\"65536\", not a number from 0 (any free one) to 65535"));
  EXPECT_THAT(error("-1"), HasSubstr("\"-1\""));
  EXPECT_THAT(error("host"), HasSubstr("\"host\", not a number"));
  EXPECT_THAT(error("host:"), HasSubstr("is \"\", not a number"));
  EXPECT_THAT(error("host:78x"), HasSubstr("\"78x\""));
  EXPECT_THAT(error(":7800"), HasSubstr("no host before the colon"));
  EXPECT_THAT(error("::1:7800"), HasSubstr("needs brackets"));
  EXPECT_THAT(error("[::1:7800"), HasSubstr("not closed"));
  EXPECT_THAT(error("[::1]"), HasSubstr("no :PORT after the bracket"));
  EXPECT_THAT(error("[::1]7800"), HasSubstr("no :PORT after the bracket"));
  EXPECT_THAT(error("[]:7800"), HasSubstr("no address in the brackets"));
  EXPECT_THAT(error("my host:7800"), HasSubstr("\"my host\" is not a host name"));
}

TEST(PeerEndpoint, NeedsAHostAndAPort) {
  EXPECT_EQ(*parse_peer_endpoint("broker.example.com:1883"), Endpoint("broker.example.com", 1883));
  EXPECT_EQ(*parse_peer_endpoint("[fe80::1]:1883"), Endpoint("fe80::1", 1883));
  EXPECT_THAT(parse_peer_endpoint("1883").error(), HasSubstr("not HOST:PORT"));
  EXPECT_THAT(parse_peer_endpoint("broker:0").error(), HasSubstr("not a number from 1 to 65535"));
}

TEST(EndpointText, PutsIPv6InBrackets) {
  EXPECT_EQ(Endpoint("127.0.0.1", 1).text(), "127.0.0.1:1");
  EXPECT_EQ(Endpoint("::1", 7800).text(), "[::1]:7800");
}

}  // namespace
}  // namespace air780
