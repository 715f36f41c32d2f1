#include "protocol/mqtt/payload_coding.h"

#include <gtest/gtest.h>

namespace air780 {
namespace {

TEST(PayloadCoding, EscapesOfTheManual) {
  EXPECT_EQ(decode_escapes("{\\22id\\22:\\22123\\22}"), "{\"id\":\"123\"}");
  EXPECT_EQ(decode_escapes("a\\0D\\0Ab\\5Cc"), "a\r\nb\\c");
}

TEST(PayloadCoding, AnyTwoHexDigitsOfEitherCaseAreAByte) {
  EXPECT_EQ(decode_escapes("\\00\\fF\\Ab"), std::string("\0\xff\xab", 3));
}

TEST(PayloadCoding, OtherBackslashesStay) {
  for (const char* text : {"\\", "\\2", "\\n", "\\g0", "\\0g", "C:\\x\\", "\\\\"})
    EXPECT_EQ(decode_escapes(text), text);
}

TEST(PayloadCoding, WhatAnEscapeYieldsIsNotDecodedAgain) { EXPECT_EQ(decode_escapes("\\5C22"), "\\22"); }

TEST(PayloadCoding, ABackslashBeforeAnEscapeStays) { EXPECT_EQ(decode_escapes("\\\\22"), "\\\""); }

TEST(PayloadCoding, HexOfEitherCase) {
  EXPECT_EQ(decode_hex("313233"), "123");
  EXPECT_EQ(decode_hex("fFaB00"), std::string("\xff\xab\0", 3));
  EXPECT_EQ(decode_hex(""), "");
}

TEST(PayloadCoding, OddOrForeignHexIsNothing) {
  for (const char* text : {"3", "313", "3G", "31 2", "0x31", "-1"}) EXPECT_FALSE(decode_hex(text)) << text;
}

TEST(PayloadCoding, EveryByteSurvivesHex) {
  std::string bytes;
  for (int byte = 0; byte < 256; ++byte) bytes += static_cast<char>(byte);
  EXPECT_EQ(decode_hex(encode_hex(bytes)), bytes);
  EXPECT_EQ(encode_hex("\x0a\xff"), "0AFF");
}

TEST(PayloadCoding, TheLineCountsBytesAndKeepsThemRaw) {
  EXPECT_EQ(msub_line({"t", "{\n\"msg\": \xe4\xbd\xa0}", 0, false}, false),
            "+MSUB: \"t\",13 byte,{\n\"msg\": \xe4\xbd\xa0}");
  EXPECT_EQ(msub_line({"t", std::string("a\0\r", 3), 0, false}, false), std::string("+MSUB: \"t\",3 byte,a\0\r", 21));
  EXPECT_EQ(msub_line({"t", "12", 0, false}, true), "+MSUB: \"t\",2 byte,3132");
  EXPECT_EQ(msub_line({"", "", 0, false}, false), "+MSUB: \"\",0 byte,");
}

}  // namespace
}  // namespace air780
