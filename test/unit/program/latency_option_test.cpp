#include "sim/latency_option.h"

#include <gmock/gmock.h>

namespace air780 {
namespace {

using std::chrono::milliseconds;
using testing::AllOf;
using testing::HasSubstr;

Timing timing_of(const std::string& text) {
  Timing timing;
  EXPECT_EQ(set_latency(timing, text), "") << text;
  return timing;
}

std::string error_of(const std::string& text) {
  Timing timing;
  return set_latency(timing, text);
}

TEST(LatencyOption, TakesFigures) {
  const Timing timing = timing_of("gap=5ms,connect=300ms..400ms,puback=1s");
  EXPECT_EQ(timing.result_gap, milliseconds(5));
  EXPECT_EQ(timing.latency[LatencyStep::connect].least, milliseconds(300));
  EXPECT_EQ(timing.latency[LatencyStep::connect].most, milliseconds(400));
  EXPECT_EQ(timing.latency[LatencyStep::puback].most, milliseconds(1000));
  EXPECT_EQ(timing.latency[LatencyStep::suback].most, Duration{});
}

TEST(LatencyOption, NoneIsTheDefault) {
  EXPECT_EQ(timing_of("none").result_gap, Timing().result_gap);
  EXPECT_FALSE(timing_of("none").latency.varies());
}

TEST(LatencyOption, FiguresComeOnTopOfMeasured) {
  const Timing timing = timing_of("measured,connack=0");
  EXPECT_EQ(timing.latency[LatencyStep::connack].most, Duration{});
  EXPECT_EQ(timing.latency[LatencyStep::pubcomp].most, milliseconds(87));
  EXPECT_TRUE(timing.latency.varies());
}

TEST(LatencyOption, WhatIsWrongIsTold) {
  EXPECT_THAT(error_of("connekt=1s"), AllOf(HasSubstr("connekt=1s"), HasSubstr("tls-connect"), HasSubstr("gap")));
  EXPECT_THAT(error_of("quick"), AllOf(HasSubstr("quick"), HasSubstr("measured")));
  EXPECT_THAT(error_of("connect=soon"), AllOf(HasSubstr("soon"), HasSubstr("connect")));
  EXPECT_THAT(error_of("connect=2s..1s"), HasSubstr("2s..1s"));
  EXPECT_THAT(error_of("gap=1ms..2ms"), HasSubstr("gap"));
  EXPECT_NE(error_of(""), "");
}

}  // namespace
}  // namespace air780
