#include "protocol/at/arguments.h"

#include <gmock/gmock.h>

namespace air780 {
namespace {

constexpr Parameter host_and_port[] = {non_empty(text("host", 8)), integer("port", 1, 65535)};
constexpr Parameter two_optional[] = {optional(integer("n", 0, 3)), optional(text("name", 4))};
constexpr Parameter quoted[] = {quoted_text("message", 10)};

template <std::size_t size>
std::optional<Arguments> parse(std::string_view written, const Parameter (&parameters)[size]) {
  std::string reason;
  auto arguments = Arguments::parse(written, parameters, reason);
  EXPECT_EQ(arguments.has_value(), reason.empty()) << written << ": " << reason;
  return arguments;
}

TEST(Arguments, QuotesAreOptionalForTextAndForNumbers) {
  for (const char* written : {"host,1883", "\"host\",1883", "host,\"1883\"", "\"host\", 1883", " host , 1883 "}) {
    const auto arguments = parse(written, host_and_port);
    ASSERT_TRUE(arguments) << written;
    EXPECT_EQ(arguments->text(0), "host") << written;
    EXPECT_EQ(arguments->integer(1), 1883) << written;
  }
}

TEST(Arguments, SpacesInsideQuotesStay) { EXPECT_EQ(parse("\" a \",1", host_and_port)->text(0), " a "); }

TEST(Arguments, ACommaInQuotesDoesNotSplit) { EXPECT_EQ(parse("\"a,b\",1", host_and_port)->text(0), "a,b"); }

TEST(Arguments, TypographicAndSingleQuotesArePlainCharacters) {
  EXPECT_EQ(parse("\u201dab\u201c,1", host_and_port)->text(0), "\u201dab\u201c");
  EXPECT_EQ(parse("'a',1", host_and_port)->text(0), "'a'");
}

constexpr long ports[] = {1, 5, 88};
constexpr std::string_view colours[] = {"Red", "0XFF"};
constexpr long sizes[] = {2, 6};
constexpr Parameter of_paint[] = {integer_among("n", ports), optional(word("colour", colours))};
constexpr Parameter of_noise[] = {hex_digits("bytes", sizes)};
constexpr Variant variants[] = {{"paint", of_paint}, {"noise", of_noise}};

std::string complaint(std::string_view written) {
  std::string reason;
  const auto arguments = Arguments::parse(written, variants, reason);
  EXPECT_EQ(arguments.has_value(), reason.empty()) << written;
  return reason;
}

TEST(Arguments, TheKeywordInAnyCaseDecidesWhatFollowsIt) {
  for (const char* written :
       {"\"paint\",5", "PAINT,88,red", "Paint,1,\"0xff\"", "paint,5,", "noise,a5", "\"NOISE\",\"A5b6C7\""}) {
    EXPECT_EQ(complaint(written), "") << written;
  }
  EXPECT_EQ(complaint("wood,5"), "argument 1: \"wood\" is none of paint noise");
  EXPECT_EQ(complaint(""), "argument 1: \"\" is none of paint noise");
  EXPECT_EQ(complaint("paint"), "argument 2 (n) is missing");
  EXPECT_EQ(complaint("paint,4"), "argument 2 (n): \"4\" is not one of 1, 5, 88");
  EXPECT_EQ(complaint("paint,5,blue"), "argument 3 (colour): \"blue\" is not one of Red, 0XFF");
  EXPECT_EQ(complaint("paint,5,red,1"), "4 arguments, at most 3 are allowed");
  EXPECT_EQ(complaint("noise,a5b"), "argument 2 (bytes): 3 hex digits, one of 2, 6 are allowed");
  EXPECT_EQ(complaint("noise,zz"), "argument 2 (bytes): not only hex digits");
}

TEST(Arguments, AnEmptyArgumentAtTheEndIsCountedButNotGiven) {
  std::string reason;
  EXPECT_EQ(Arguments::parse("paint,5", variants, reason)->count(), 2u);
  const auto arguments = Arguments::parse("paint,5,", variants, reason);
  EXPECT_EQ(arguments->count(), 3u);
  EXPECT_FALSE(arguments->has(2));
}

TEST(Arguments, RangesHoldAtTheirEdges) {
  EXPECT_TRUE(parse("h,1", host_and_port));
  EXPECT_TRUE(parse("h,65535", host_and_port));
  EXPECT_TRUE(parse("12345678,1", host_and_port));
  for (const char* written : {"h,0", "h,65536", "h,-1", "h,99999999999999999999", "h,1x", "h,x", "h,0x10", "h,+1",
                              "h,1.0", "h,\"\"", "h,", "123456789,1", "\"\",1", ",1"}) {
    EXPECT_FALSE(parse(written, host_and_port)) << written;
  }
}

TEST(Arguments, TooFewAndTooMany) {
  EXPECT_FALSE(parse("", host_and_port));
  EXPECT_FALSE(parse("h", host_and_port));
  EXPECT_FALSE(parse("h,1,", host_and_port));
  EXPECT_FALSE(parse("h,1,2", host_and_port));
  EXPECT_FALSE(parse(std::string(100, ','), host_and_port));
}

TEST(Arguments, OptionalOnesMayBeEmptyOrAbsent) {
  for (const char* written : {"", " ", ",", ",\"\""}) {
    const auto arguments = parse(written, two_optional);
    ASSERT_TRUE(arguments) << written;
    EXPECT_EQ(arguments->integer_or(0, 7), 7);
    EXPECT_EQ(arguments->text(1), "");
  }
  EXPECT_EQ(parse(",abcd", two_optional)->text(1), "abcd");
  EXPECT_EQ(parse("3", two_optional)->integer_or(0, 7), 3);
}

TEST(Arguments, WhereQuotesAreRequiredTheyAre) {
  EXPECT_TRUE(parse("\"a\"", quoted));
  EXPECT_TRUE(parse("\"\"", quoted));
  EXPECT_FALSE(parse("a", quoted));
  EXPECT_FALSE(parse("", quoted));
}

TEST(Arguments, AQuoteThatDoesNotEncloseTheWholeArgumentIsWrong) {
  for (const char* written : {"\"a", "a\"", "\"a\"b", "\"a\"b\"", "\"", "\"\"\"", "\\\"a\\\""}) {
    EXPECT_FALSE(parse(written, quoted)) << written;
  }
}

TEST(Arguments, ANulByteIsAByteOfText) {
  constexpr std::string_view written("\"a\0b\"", 5);
  EXPECT_EQ(parse(written, quoted)->text(0).size(), 3u);
}

TEST(Arguments, WhatIsAbsentIsEmpty) {
  const auto arguments = parse("h,1", host_and_port);
  EXPECT_FALSE(arguments->has(5));
  EXPECT_EQ(arguments->text(5), "");
  EXPECT_EQ(arguments->integer_or(5, -1), -1);
}

}  // namespace
}  // namespace air780
