#include "sim/serial/output_queue.h"

#include <gmock/gmock.h>

namespace air780 {
namespace {

using testing::HasSubstr;

TEST(OutputQueue, GivesBackWhatItTookInOrder) {
  Log log(LogLevel::off);
  OutputQueue queue(log, "end", 10);
  EXPECT_TRUE(queue.empty());
  queue.push("abc");
  queue.pop(1);
  queue.push("def");
  EXPECT_EQ(queue.front(), "bcdef");
  queue.pop(5);
  EXPECT_TRUE(queue.empty());
}

TEST(OutputQueue, TakesWhatFits) {
  Log log(LogLevel::off);
  OutputQueue queue(log, "end", 4);
  queue.push("abcdef");
  EXPECT_EQ(queue.front(), "abcd");
  queue.pop(2);
  queue.push("ghi");
  EXPECT_EQ(queue.front(), "cdgh");
}

TEST(OutputQueue, TakesAllOrNothingWhereHalfIsWorse) {
  Log log(LogLevel::off);
  OutputQueue queue(log, "end", 4, OutputQueue::Overflow::whole);
  queue.push("abc");
  queue.push("de");
  queue.push("f");
  EXPECT_EQ(queue.front(), "abcf");
}

TEST(OutputQueue, SaysOnceAnEpisodeThatItDrops) {
  testing::internal::CaptureStderr();
  {
    Log log(LogLevel::info);
    OutputQueue queue(log, "end", 2);
    queue.push("abc");
    queue.push("def");
    queue.pop(2);
    queue.push("g");
    queue.push("hij");
  }
  const std::string said = testing::internal::GetCapturedStderr();
  const auto first = said.find("end: the host does not read");
  ASSERT_NE(first, std::string::npos);
  EXPECT_THAT(said, HasSubstr("end: 4 bytes of output were dropped"));
  const auto second = said.find("end: the host does not read", first + 1);
  ASSERT_NE(second, std::string::npos);
  EXPECT_EQ(said.find("end: the host does not read", second + 1), std::string::npos);
}

}  // namespace
}  // namespace air780
