#include "sim/dialogue/pattern.h"

#include <gtest/gtest.h>

namespace air780 {
namespace {

using Kind = PatternMatch::Kind;

Kind compare(std::string_view line, std::string_view bytes) {
  return match_beginning(framed("", pattern_with_wildcards(line), "\r\n"), bytes).kind;
}

TEST(Pattern, WithoutWildcardsIsByteExact) {
  EXPECT_EQ(compare("OK", "OK\r\n"), Kind::whole);
  EXPECT_EQ(compare("OK", "OK\r"), Kind::partial);
  EXPECT_EQ(compare("OK", ""), Kind::partial);
  EXPECT_EQ(compare("OK", "OK\n"), Kind::none);
  EXPECT_EQ(compare("OK", "ok\r\n"), Kind::none);
}

TEST(Pattern, IntegerTakesDigitsAndAMinus) {
  EXPECT_EQ(compare("+CSQ: {int},0", "+CSQ: 25,0\r\n"), Kind::whole);
  EXPECT_EQ(compare("{int}", "-3\r\n"), Kind::whole);
  EXPECT_EQ(compare("{int}", "-\r\n"), Kind::none);
  EXPECT_EQ(compare("{int}", "\r\n"), Kind::none);
  EXPECT_EQ(compare("{int}", "1.5\r\n"), Kind::none);
}

TEST(Pattern, HexTakesBothCases) {
  EXPECT_EQ(compare("{hex}", "898604981022C0256459\r\n"), Kind::whole);
  EXPECT_EQ(compare("\"{hex}\"", "\"01e83a\"\r\n"), Kind::whole);
  EXPECT_EQ(compare("{hex}", "0x1\r\n"), Kind::none);
  EXPECT_EQ(compare("{hex}", "\r\n"), Kind::none);
}

TEST(Pattern, IpTakesFourNumbersUpTo255) {
  EXPECT_EQ(compare("{ip}", "10.17.70.180\r\n"), Kind::whole);
  EXPECT_EQ(compare("{ip}", "10.17.70.1.2\r\n"), Kind::none);
  EXPECT_EQ(compare("{ip}", "10.17.70\r\n"), Kind::none);
  EXPECT_EQ(compare("{ip}", "10.17.70.\r\n"), Kind::none);
  EXPECT_EQ(compare("{ip}", "10.17.70.256\r\n"), Kind::none);
  EXPECT_EQ(compare("{ip}", "10..70.25\r\n"), Kind::none);
}

TEST(Pattern, TimeTakesTheModulesFormOnly) {
  EXPECT_EQ(compare("+NITZ: {time},0", "+NITZ: 24/08/22,07:00:02+32,0\r\n"), Kind::whole);
  EXPECT_EQ(compare("{time}", "24/08/22,07:00:02-08\r\n"), Kind::whole);
  EXPECT_EQ(compare("{time}", "2024/08/22,07:00:02+32\r\n"), Kind::none);
  EXPECT_EQ(compare("{time}", "24/08/22 07:00:02+32\r\n"), Kind::none);
}

TEST(Pattern, ImeiTakesFifteenDigits) {
  EXPECT_EQ(compare("{imei}", "868488076771714\r\n"), Kind::whole);
  EXPECT_EQ(compare("{imei}", "86848807677171\r\n"), Kind::none);
  EXPECT_EQ(compare("{imei}", "8684880767717140\r\n"), Kind::none);
}

TEST(Pattern, DigitsTakesOneOrMore) {
  EXPECT_EQ(compare("{digits}", "0042\r\n"), Kind::whole);
  EXPECT_EQ(compare("{digits}", "\r\n"), Kind::none);
  EXPECT_EQ(compare("{digits}", "-1\r\n"), Kind::none);
}

TEST(Pattern, AnyStaysWithinTheLineAndGivesBackWhatTheRestNeeds) {
  EXPECT_EQ(compare("\"{any}\",7", "\"CHN-\"UNICOM\",7\",7\r\n"), Kind::whole);
  EXPECT_EQ(compare("{any}", "\r\n"), Kind::whole);
  EXPECT_EQ(compare("a{any}b", "a\r\nb\r\n"), Kind::none);
  EXPECT_EQ(compare("a{any}b", "a\nb\r\n"), Kind::none);
  EXPECT_EQ(match_beginning(framed("", pattern_with_wildcards("{any}"), "\r\n"), "one\r\ntwo\r\n").length, 5u);
}

TEST(Pattern, OtherBracesAreLiteral) {
  EXPECT_EQ(compare("{\"id\":{int}}", "{\"id\":12}\r\n"), Kind::whole);
  EXPECT_EQ(compare("{word}", "{word}\r\n"), Kind::whole);
  EXPECT_EQ(compare("{}", "{}\r\n"), Kind::whole);
  EXPECT_EQ(match_beginning(pattern_of_bytes("{int}"), "{int}").kind, Kind::whole);
}

TEST(Pattern, SaysWhereTheFirstDifferenceIs) {
  const Pattern pattern = framed("\r\n", pattern_with_wildcards("+CSQ: {int},0"), "\r\n");
  const PatternMatch match = match_beginning(pattern, "\r\n+CSQ: 25,99\r\n");
  EXPECT_EQ(match.kind, Kind::none);
  EXPECT_EQ(match.bytes_at, 11u);
  EXPECT_EQ(escaped_text(pattern), "\\r\\n+CSQ: {int},0\\r\\n");
  EXPECT_EQ(escaped_text(pattern).substr(match.pattern_at), "0\\r\\n");
}

TEST(Pattern, SaysWhichWildcardGotNothing) {
  const Pattern pattern = pattern_with_wildcards("+CSQ: {int},0");
  const PatternMatch match = match_beginning(pattern, "+CSQ: x,0");
  EXPECT_EQ(match.bytes_at, 6u);
  EXPECT_EQ(escaped_text(pattern).substr(match.pattern_at), "{int},0");
}

}  // namespace
}  // namespace air780
