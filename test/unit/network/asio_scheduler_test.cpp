#include "sim/asio_scheduler.h"

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <string>

#include "test/unit/network/run_until.h"

namespace air780 {
namespace {

using namespace std::chrono_literals;

class AsioSchedulerTest : public testing::Test {
 protected:
  std::function<void()> says(char letter) {
    return [this, letter] { said_ += letter; };
  }
  bool run_until_said(std::size_t count) {
    return test::run_until(context_, [&] { return said_.size() >= count; });
  }

  boost::asio::io_context context_;
  AsioScheduler scheduler_{context_};
  std::string said_;
};

TEST_F(AsioSchedulerTest, NeverRunsAnActionInsideTheCall) {
  scheduler_.call_after(0ns, says('a'));
  EXPECT_EQ(said_, "");
  test::settle(context_);
  EXPECT_EQ(said_, "a");
}

TEST_F(AsioSchedulerTest, RunsImmediateActionsInTheOrderAsked) {
  for (char letter = 'a'; letter <= 'z'; ++letter) scheduler_.call_after(0ns, says(letter));
  test::settle(context_);
  EXPECT_EQ(said_, "abcdefghijklmnopqrstuvwxyz");
}

TEST_F(AsioSchedulerTest, RunsEarlierActionsFirst) {
  scheduler_.call_after(30ms, says('c'));
  scheduler_.call_after(10ms, says('a'));
  scheduler_.call_after(20ms, says('b'));
  ASSERT_TRUE(run_until_said(3));
  EXPECT_EQ(said_, "abc");
}

TEST_F(AsioSchedulerTest, RunsAnActionNoEarlierThanAsked) {
  const Duration begin = scheduler_.now();
  Duration ran{};
  scheduler_.call_after(15ms, [&] {
    ran = scheduler_.now();
    said_ += 'a';
  });
  ASSERT_TRUE(run_until_said(1));
  EXPECT_GE(ran - begin, 15ms);
}

TEST_F(AsioSchedulerTest, TreatsANegativeDelayAsNone) {
  scheduler_.call_after(-5ms, says('a'));
  test::settle(context_);
  EXPECT_EQ(said_, "a");
}

TEST_F(AsioSchedulerTest, ForgetsACancelledAction) {
  const auto first = scheduler_.call_after(0ns, says('a'));
  const auto second = scheduler_.call_after(5ms, says('b'));
  scheduler_.call_after(10ms, says('c'));
  scheduler_.cancel(first);
  scheduler_.cancel(second);
  scheduler_.cancel(second);
  scheduler_.cancel(12345);
  ASSERT_TRUE(run_until_said(1));
  EXPECT_EQ(said_, "c");
}

TEST_F(AsioSchedulerTest, AnActionMayCancelOneDueAtTheSameTime) {
  Scheduler::TimerId second = 0;
  scheduler_.call_after(0ns, [&] { scheduler_.cancel(second); });
  second = scheduler_.call_after(0ns, says('b'));
  scheduler_.call_after(0ns, says('c'));
  test::settle(context_);
  EXPECT_EQ(said_, "c");
}

TEST_F(AsioSchedulerTest, AnActionMayAskForMore) {
  scheduler_.call_after(0ns, [this] {
    said_ += 'a';
    scheduler_.call_after(0ns, says('b'));
    scheduler_.call_after(5ms, says('c'));
  });
  ASSERT_TRUE(run_until_said(3));
  EXPECT_EQ(said_, "abc");
}

TEST_F(AsioSchedulerTest, AnEarlierActionComesBeforeOneAlreadyArmed) {
  scheduler_.call_after(1h, says('z'));
  scheduler_.call_after(5ms, says('a'));
  ASSERT_TRUE(run_until_said(1));
  EXPECT_EQ(said_, "a");
}

TEST_F(AsioSchedulerTest, DropsItsActionsWhenDestroyed) {
  const auto witness = std::make_shared<int>(1);
  {
    AsioScheduler other(context_);
    other.call_after(0ns, [witness, this] { said_ += 'x'; });
    other.call_after(5ms, [witness, this] { said_ += 'y'; });
  }
  EXPECT_EQ(witness.use_count(), 1);
  test::settle(context_);
  EXPECT_EQ(said_, "");
}

TEST_F(AsioSchedulerTest, KnowsTheTime) {
  const Duration first = scheduler_.now();
  EXPECT_GE(first, 0ns);
  EXPECT_GE(scheduler_.now(), first);
  EXPECT_GE(scheduler_.utc() + 1s, std::chrono::system_clock::now());
}

}  // namespace
}  // namespace air780
