#include "protocol/duration.h"

#include <gmock/gmock.h>

namespace air780 {
namespace {

TEST(Duration, NumbersWithTheirUnit) {
  EXPECT_EQ(parse_duration("300ms"), std::chrono::milliseconds(300));
  EXPECT_EQ(parse_duration("5s"), std::chrono::seconds(5));
  EXPECT_EQ(parse_duration("2min"), std::chrono::minutes(2));
  EXPECT_EQ(parse_duration("0"), Duration{});
  for (const std::string text : {"0ms", "300ms", "5s", "90s", "2min", "1000000min"}) {
    EXPECT_EQ(duration_text(*parse_duration(text)), text);
  }
  for (const char* text : {"", "5", "s", "-1s", "1.5s", "5 s", "5S", "1000001s", "1h", "ms"}) {
    EXPECT_FALSE(parse_duration(text)) << text;
  }
}

}  // namespace
}  // namespace air780
