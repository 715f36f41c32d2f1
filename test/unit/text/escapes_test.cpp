#include "sim/text/escapes.h"

#include <gtest/gtest.h>

namespace air780 {
namespace {

TEST(Escapes, ShowEveryByteAndKeepQuotesReadable) {
  EXPECT_EQ(escape(std::string("a\"b\\\r\n\t\0\x1a\xff", 10)), R"(a"b\\\r\n\t\x00\x1a\xff)");
}

TEST(Escapes, ComeBackAsBytes) {
  EXPECT_EQ(std::get<std::string>(unescape(R"(\r\n\t\\\"\x1A\x1a{)")), "\r\n\t\\\"\x1a\x1a{");
  for (int value = 0; value < 256; ++value) {
    const std::string byte(1, static_cast<char>(value));
    EXPECT_EQ(std::get<std::string>(unescape(escape(byte))), byte) << value;
  }
}

TEST(Escapes, RefuseWhatTheyDoNotKnow) {
  for (const std::string text : {R"(ab\q)", R"(ab\x1)", R"(ab\xzz)", R"(ab\)"}) {
    const auto result = unescape(text);
    ASSERT_TRUE(std::holds_alternative<BadEscape>(result)) << text;
    EXPECT_EQ(std::get<BadEscape>(result).offset, 2u) << text;
  }
}

TEST(Escapes, QuoteSoThatItCanBeReadBack) {
  EXPECT_EQ(quoted("say \"\\\"\r"), R"("say \"\\\"\r")");
  const std::string inner = quoted("\"\\\"");
  EXPECT_EQ(std::get<std::string>(unescape(std::string_view(inner).substr(1, inner.size() - 2))), "\"\\\"");
}

}  // namespace
}  // namespace air780
