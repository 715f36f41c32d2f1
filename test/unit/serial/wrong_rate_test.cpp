#include "sim/serial/wrong_rate.h"

#include <gmock/gmock.h>

namespace air780 {
namespace {

using namespace std::string_literals;

std::string every_byte() {
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  return all;
}

TEST(WrongRate, RatesThatAreNearEachOtherAreTheSame) {
  EXPECT_TRUE(same_rate(115200, 115200));
  EXPECT_TRUE(same_rate(115200, 111111));  // 16 MHz divided by 144
  EXPECT_FALSE(same_rate(115200, 57600));
  EXPECT_FALSE(same_rate(9600, 115200));
}

// What same_rate() lets pass as it is would also be heard as it is.
TEST(WrongRate, NearRatesGarbleNothing) {
  for (const unsigned rate : {109500u, 111111u, 115200u, 120900u}) {
    EXPECT_EQ(heard_at_wrong_rate(every_byte(), rate, 115200), every_byte()) << rate;
  }
}

// At 9600 a start bit lasts longer than a whole character of 115200.
TEST(WrongRate, ASlowSenderIsHeardAsRunsOfZeros) {
  // 'A' is 1 0 0 0 0 0 1 0, least bit first: the line falls three times.
  EXPECT_EQ(heard_at_wrong_rate("A", 9600, 115200), "\0\0\0"s);
}

// By the middle of the listener's start bit a character of 115200 is all but over.
TEST(WrongRate, AFastSenderIsHeardAsAByteOfOnesOrNotAtAll) {
  EXPECT_EQ(heard_at_wrong_rate("A", 115200, 9600), "\xFF");
  EXPECT_EQ(heard_at_wrong_rate("\xFF", 115200, 9600), "");
}

TEST(WrongRate, TwiceTheRateSeesEveryBitTwice) {
  // 0x55 is 1 0 1 0 …: the second half of its start bit, then each bit twice, is a character; what follows another.
  EXPECT_EQ(heard_at_wrong_rate("\x55", 57600, 115200), "\x66\xE6");
}

TEST(WrongRate, PiecesMakeNoDifference) {
  const std::string all = every_byte();
  for (const auto& [sent, heard] : {std::pair(9600u, 115200u), {115200u, 9600u}, {57600u, 38400u}}) {
    std::string pieces;
    for (const char byte : all) pieces += heard_at_wrong_rate(std::string(1, byte), sent, heard);
    EXPECT_EQ(pieces, heard_at_wrong_rate(all, sent, heard));
    EXPECT_NE(pieces, all);
  }
}

}  // namespace
}  // namespace air780
