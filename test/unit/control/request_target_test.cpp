#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/control/control_message.h"
#include "sim/control/control_target.h"

namespace air780 {
namespace {

using testing::ElementsAre;
using testing::Pair;

TEST(RequestTarget, IsTakenApartAndDecoded) {
  const auto target = parse_request_target("/files/certs/my%20ca.crt?a=1&b=x%2By+z&empty=");
  ASSERT_TRUE(target);
  EXPECT_THAT(target->path, ElementsAre("files", "certs", "my ca.crt"));
  EXPECT_THAT(target->query, ElementsAre(Pair("a", "1"), Pair("b", "x+y z"), Pair("empty", "")));
}

TEST(RequestTarget, WhatIsNoneIsRefused) {
  for (const char* text : {"", "state", "*", "/%zz", "/a b", "/state?x=%1", "http:", "/\x01"}) {
    EXPECT_FALSE(parse_request_target(text)) << text;
  }
}

// What `ctl` puts together arrives as it was meant.
TEST(RequestTarget, ComesBackAsItWasPutTogether) {
  const std::string name = "certs/a+b &?#%.crt";
  const std::string condition = "\"+MSUB: 100% & more=#?\"";
  const auto target = parse_request_target(control_target({"files", name}, {{"for", condition}, {"x", "AT+MPUB"}}));
  ASSERT_TRUE(target);
  EXPECT_THAT(target->path, ElementsAre("files", name));
  EXPECT_THAT(target->query, ElementsAre(Pair("for", condition), Pair("x", "AT+MPUB")));
  EXPECT_EQ(control_target({"state"}, {}), "/state");
}

}  // namespace
}  // namespace air780
