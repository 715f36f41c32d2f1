// What happens to bytes on a serial line with faults on it, each way.
#include "sim/fault/serial_faults.h"

#include <gmock/gmock.h>

#include "test/fake/virtual_scheduler.h"

namespace air780 {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::ElementsAre;

class SerialFaultsTest : public testing::Test, protected SerialOutput {
 protected:
  SerialFaultsTest() {
    faults.module = [this](std::string_view bytes) { heard += bytes; };
  }
  void transmit(std::string_view bytes) override { writes.emplace_back(bytes); }
  std::string said() const {
    std::string all;
    for (const std::string& write : writes) all += write;
    return all;
  }
  fake::VirtualScheduler scheduler;
  SerialFaults faults{scheduler, *this, 7};
  std::vector<std::string> writes;
  std::string heard;
};

TEST_F(SerialFaultsTest, WithoutFaultsAWriteStaysAWrite) {
  faults.transmit("\r\nOK\r\n");
  faults.receive("AT\r");
  EXPECT_THAT(writes, ElementsAre("\r\nOK\r\n"));
  EXPECT_EQ(heard, "AT\r");
}

TEST_F(SerialFaultsTest, PiecesComeWithAGap) {
  faults.set_pieces(3, milliseconds(10));
  scheduler.advance({});
  faults.transmit("abcdefgh");
  EXPECT_EQ(said(), "abc");
  scheduler.advance(milliseconds(9));
  EXPECT_EQ(said(), "abc");
  scheduler.advance(milliseconds(1));
  EXPECT_EQ(said(), "abcdef");
  faults.transmit("ij");
  scheduler.advance(milliseconds(20));
  EXPECT_THAT(writes, ElementsAre("abc", "def", "gh", "ij"));
  faults.receive("whole");
  EXPECT_EQ(heard, "whole");
}

TEST_F(SerialFaultsTest, AStallHoldsBothWaysAndLosesNothing) {
  faults.set_stalled(true);
  faults.transmit("abc");
  faults.receive("AT\r");
  scheduler.advance(seconds(5));
  EXPECT_EQ(said() + heard, "");
  faults.set_stalled(false);
  scheduler.advance({});
  faults.transmit("def");
  EXPECT_EQ(said(), "abcdef");
  EXPECT_EQ(heard, "AT\r");
}

TEST_F(SerialFaultsTest, LossAndCorruptionFollowTheirShares) {
  const std::string sent(10000, 'x');
  faults.set_loss(20);
  faults.transmit(sent);
  EXPECT_NEAR(static_cast<double>(said().size()), 8000, 300);
  EXPECT_EQ(said().find_first_not_of('x'), std::string::npos);
  faults.set_loss(0);
  faults.set_corruption(10);
  faults.receive(sent);
  EXPECT_EQ(heard.size(), sent.size());
  EXPECT_NEAR(static_cast<double>(std::ranges::count(heard, 'x')), 9000, 300);
  faults.set_corruption(0);
  heard.clear();
  faults.receive(sent);
  EXPECT_EQ(heard, sent);
  faults.set_loss(100);
  faults.receive(sent);
  EXPECT_EQ(heard, sent);
}

TEST_F(SerialFaultsTest, TheSameSeedDoesTheSame) {
  SerialFaults twin(scheduler, *this, 7);
  std::string twin_heard;
  twin.module = [&](std::string_view bytes) { twin_heard += bytes; };
  for (SerialFaults* each : {&faults, &twin}) {
    each->set_corruption(30);
    each->set_loss(30);
    each->receive("the quick brown fox jumps over the lazy dog");
  }
  EXPECT_EQ(heard, twin_heard);
  EXPECT_NE(heard, "the quick brown fox jumps over the lazy dog");
}

}  // namespace
}  // namespace air780
