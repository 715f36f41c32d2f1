// What counts as a sighting of a subject.
#include <gtest/gtest.h>

#include "sim/scenario/subject.h"

namespace air780 {
namespace {

std::size_t lines(std::string_view beginning, std::string_view bytes) {
  Subject subject;
  subject.kind = Subject::Kind::line;
  subject.text = beginning;
  return sightings(subject, Event{{}, SerialBytes{SerialBytes::Direction::to_host, bytes}});
}

std::size_t commands(std::string_view value, std::string_view text) {
  Subject subject;
  subject.kind = Subject::Kind::command;
  subject.text = "+CFUN";
  subject.value = value;
  subject.any_form = value.empty();
  return sightings(subject, Event{{}, CommandStarted{text}});
}

TEST(Subject, ALineIsWhatStandsBetweenLineEnds) {
  EXPECT_EQ(lines("CLOSED", "\r\nCLOSED\r\n"), 1u);
  EXPECT_EQ(lines("+CSQ: ", "AT+CSQ\r\r\n+CSQ: 25,0\r\n\r\nOK\r\n"), 1u);
  EXPECT_EQ(lines("OK", "AT+CSQ\r\r\n+CSQ: 25,0\r\n\r\nOK\r\n"), 1u);
  EXPECT_EQ(lines("CLOSED", "\r\n+MSUB: \"CLOSED\"\r\n"), 0u);
  EXPECT_EQ(lines("AT", "AT\r\r\nOK\r\n"), 0u) << "an echo is the host's own";
  EXPECT_EQ(lines("CLOSED", "\r\nCLOSED"), 0u) << "cut off";
}

TEST(Subject, ACommandInAnyFormOrInOne) {
  EXPECT_EQ(commands("", "+CFUN=1,1"), 1u);
  EXPECT_EQ(commands("", "+cfun?"), 1u);
  EXPECT_EQ(commands("", "+CFUNX"), 0u);
  EXPECT_EQ(commands("=1,1", "+CFUN=1,1"), 1u);
  EXPECT_EQ(commands("=1,1", "+CFUN=1"), 0u);
  EXPECT_EQ(commands("=1*", "+CFUN=1,1"), 1u);
  EXPECT_EQ(commands("=*", "+CFUN?"), 0u);
}

TEST(Subject, TopicFilters) {
  EXPECT_TRUE(topic_matches("#", "a/b"));
  EXPECT_TRUE(topic_matches("a/#", "a"));
  EXPECT_TRUE(topic_matches("a/+/c", "a/b/c"));
  EXPECT_TRUE(topic_matches("a/b", "a/b"));
  EXPECT_FALSE(topic_matches("a/+", "a/b/c"));
  EXPECT_FALSE(topic_matches("a", "a/b"));
  EXPECT_FALSE(topic_matches("a/b", "a"));
}

}  // namespace
}  // namespace air780
