#include "sim/trace/transcript.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "test/fake/module_rig.h"

namespace air780 {
namespace {

using testing::HasSubstr;
using testing::IsSupersetOf;
using testing::MatchesRegex;

// Keeps the lines that a transcript of the rig's events would have.
class Lines final : public EventListener {
 public:
  void on_event(const Event& event) override { lines.push_back(transcript_line(event)); }
  std::vector<std::string> lines;
};

// What stands behind the time.
std::vector<std::string> without_times(const std::vector<std::string>& lines) {
  std::vector<std::string> rest;
  for (const std::string& line : lines) rest.push_back(line.substr(15));
  return rest;
}

TEST(Transcript, TellsACommandItsBytesItsResultAndWhatComesOfIt) {
  fake::ModuleRig rig;
  Lines heard;
  rig.events.add(heard);
  rig.command("ATE0");
  rig.command("AT+MIPSTART=\"broker.example\",1883");
  rig.events.remove(heard);
  EXPECT_THAT(without_times(heard.lines), IsSupersetOf({
                                              std::string("host    \"AT+MIPSTART=\"broker.example\",1883\\r\""),
                                              std::string("command AT+MIPSTART=\"broker.example\",1883"),
                                              std::string("state   mqtt: offline -> opening"),
                                              std::string("result  AT+MIPSTART=\"broker.example\",1883: OK"),
                                              std::string("module  \"\\r\\nOK\\r\\n\""),
                                              std::string("state   mqtt: opening -> link up"),
                                              std::string("urc     CONNECT OK"),
                                              std::string("module  \"\\r\\nCONNECT OK\\r\\n\""),
                                          }));
}

TEST(Transcript, TellsEveryPacketBothWays) {
  fake::ModuleRig rig;
  Lines heard;
  rig.go_online();
  rig.events.add(heard);
  rig.command("AT+MPUB=\"a/b\",1,1,\"hello\"");
  rig.events.remove(heard);
  EXPECT_THAT(without_times(heard.lines),
              IsSupersetOf({std::string("mqtt    > PUBLISH id=1 qos=1 retain bytes=5 topic=\"a/b\""),
                            std::string("mqtt    < PUBACK id=1")}));
}

TEST(Transcript, BytesOfBothSidesComeBackOutOfTheirLines) {
  std::string every_byte;
  for (int i = 0; i < 256; ++i) every_byte.push_back(static_cast<char>(i));
  for (const auto direction : {SerialBytes::Direction::from_host, SerialBytes::Direction::to_host}) {
    TranscriptBytes read{};
    ASSERT_TRUE(read_transcript_line(transcript_line({Duration{}, SerialBytes{direction, every_byte}}), read));
    EXPECT_EQ(read.direction, direction);
    EXPECT_EQ(read.bytes, every_byte);
  }
}

TEST(Transcript, LinesWithoutHeardBytesAreNotRead) {
  TranscriptBytes read{};
  const SerialBytes lost{SerialBytes::Direction::from_host, "AT\r", true};
  EXPECT_FALSE(read_transcript_line(transcript_line({Duration{}, lost}), read));
  EXPECT_FALSE(read_transcript_line(transcript_line({Duration{}, UnsolicitedLine{"a \"quoted\" text"}}), read));
  for (const std::string line : {"", "# a title", "   1.000000", "   1.000000 host", "   1.000000 host    \"open"}) {
    EXPECT_FALSE(read_transcript_line(line, read)) << line;
  }
}

TEST(Transcript, ReplayingTheHostGivesTheSameModule) {
  fake::ModuleRig recorded;
  Lines heard;
  recorded.events.add(heard);
  for (const char* line : {"AT+CSQ;+CGATT?", "noise AT+CPIN?", "AT+MPUB=\"t\",9", "ATE0", "AT+CGDCONT?"}) {
    recorded.command(line);
  }
  recorded.events.remove(heard);

  fake::ModuleRig replayed;
  std::string expected;
  for (const std::string& line : heard.lines) {
    TranscriptBytes bytes{};
    if (!read_transcript_line(line, bytes)) continue;
    if (bytes.direction == SerialBytes::Direction::to_host) {
      expected += bytes.bytes;
    } else {
      replayed.send(bytes.bytes);
      replayed.advance(std::chrono::milliseconds(50));
    }
  }
  EXPECT_EQ(replayed.take(), expected);
}

TEST(Transcript, AFileThatCannotBeWrittenIsAnErrorThatNamesIt) {
  const auto transcript = Transcript::open("/no/such/folder/trace.txt", "title");
  ASSERT_FALSE(transcript);
  EXPECT_THAT(transcript.error(), HasSubstr("/no/such/folder/trace.txt"));
}

TEST(Transcript, TheFileHasItsTitleAndEachLineAtOnce) {
  const std::string path =
      (std::filesystem::temp_directory_path() / ("transcript." + std::to_string(getpid()))).string();
  auto transcript = Transcript::open(path, "air780sim test");
  ASSERT_TRUE(transcript);
  (*transcript)->on_event({std::chrono::milliseconds(1500), UnsolicitedLine{"RDY"}});
  std::ifstream file(path);
  std::string title, line;
  std::getline(file, title);
  std::getline(file, line);
  EXPECT_EQ(title, "# air780sim test");
  EXPECT_THAT(line, MatchesRegex(" *1.500000 urc     RDY"));
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace air780
