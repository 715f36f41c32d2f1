#include "protocol/at/error_code.h"

#include <gtest/gtest.h>

#include "test/fake/module_rig.h"
#include "test/unit/protocol/answers.h"

namespace air780 {
namespace {

TEST(ErrorCode, TextsOfTheManual) {
  const std::pair<int, std::string_view> texts[] = {{0, "phone failure"},
                                                    {3, "operation not allowed"},
                                                    {4, "operation not supported"},
                                                    {10, "SIM not inserted"},
                                                    {14, "SIM busy"},
                                                    {20, "memory full"},
                                                    {32, "network not allowed - emergency calls only"},
                                                    {50, "EXE_FAIL"},
                                                    {62, "FILE NOT EXIST"},
                                                    {765, "Invalid input value"},
                                                    {767, "Operation failed"},
                                                    {797, "CFUN state is 0 or 4"},
                                                    {918, "DNS_PARSE_ERROR"},
                                                    {65535, "Other Error"}};
  for (const auto& [code, text] : texts) EXPECT_EQ(cme_error_text(code), text);
}

// Every code of at-reference §6, ranges written out.
TEST(ErrorCode, TheTableIsComplete) {
  const auto expect_range = [](int first, int last) {
    for (int code = first; code <= last; ++code) EXPECT_NE(cme_error_text(code), "") << code;
  };
  for (const auto& [first, last] : std::initializer_list<std::pair<int, int>>{
           {0, 7},     {10, 18},   {20, 27},   {30, 32},     {40, 63},      {96, 100},  {103, 103},
           {106, 107}, {111, 113}, {132, 134}, {148, 151},   {181, 181},    {214, 214}, {222, 226},
           {229, 234}, {240, 240}, {247, 251}, {256, 256},   {264, 285},    {339, 340}, {501, 511},
           {535, 535}, {600, 606}, {753, 759}, {765, 774},   {791, 797},    {810, 824}, {890, 894},
           {900, 902}, {910, 918}, {980, 983}, {1000, 1006}, {65535, 65535}}) {
    expect_range(first, last);
  }
}

TEST(ErrorCode, OtherNumbersHaveNoText) {
  for (const int code : {-1, 8, 9, 19, 33, 64, 101, 323, 760, 800, 1007, 65534, 65536}) {
    EXPECT_EQ(cme_error_text(code), "") << code;
  }
}

TEST(ErrorCode, CmeeChoosesBetweenErrorNumberAndText) {
  fake::ModuleRig rig;
  EXPECT_EQ(rig.command("AT+CMEE?"), told("+CMEE :1"));
  EXPECT_EQ(rig.command("AT+MIPCLOSE"), cme(767));
  EXPECT_EQ(rig.command("AT+CMEE=2"), ok);
  EXPECT_EQ(rig.command("AT+MIPCLOSE"), framed("+CME ERROR: Operation failed"));
  EXPECT_EQ(rig.command("AT+CIFSR"), framed("+CME ERROR: operation not allowed"));
  EXPECT_EQ(rig.command("AT+CMEE=0"), ok);
  EXPECT_EQ(rig.command("AT+MIPCLOSE"), error);
  EXPECT_EQ(rig.command("AT+CMEE=3"), error);
  EXPECT_EQ(rig.command("AT+CMEE?"), told("+CMEE :0"));
}

TEST(ErrorCode, QuirkCmeeDefault) {
  ModelProfile profile;
  profile.quirks.cmee_default = 0;
  fake::ModuleRig rig(profile);
  EXPECT_EQ(rig.command("AT+MIPCLOSE"), error);
}

}  // namespace
}  // namespace air780
