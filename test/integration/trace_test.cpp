#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "sim/trace/transcript.h"
#include "test/integration/emulator_process.h"
#include "test/integration/host_line.h"
#include "test/integration/session.h"
#include "test/integration/temporary_directory.h"

namespace air780 {
namespace {

using Direction = SerialBytes::Direction;

// What a transcript says of the serial line, from the host's first byte on.
std::vector<TranscriptBytes> conversation(const std::string& transcript) {
  std::vector<TranscriptBytes> all;
  std::istringstream lines(transcript);
  for (std::string line; std::getline(lines, line);) {
    TranscriptBytes bytes;
    if (!read_transcript_line(line, bytes)) continue;
    if (!all.empty() || bytes.direction == Direction::from_host) all.push_back(std::move(bytes));
  }
  return all;
}

std::string joined(const std::vector<TranscriptBytes>& conversation, Direction direction) {
  std::string bytes;
  for (const TranscriptBytes& part : conversation) bytes += part.direction == direction ? part.bytes : "";
  return bytes;
}

class Trace : public testing::Test {
 protected:
  TemporaryDirectory directory_;
  std::string file_ = directory_.file("trace");
};

// A whole session with MQTT: the transcript has every byte of both sides, and the packets between them.
TEST_F(Trace, HoldsTheBytesOfBothSidesAndThePackets) {
  const EmulatorProcess emulator({"--tcp", "0", "--broker", "--trace", file_});
  HostLine host = HostLine::tcp(emulator.tcp_port());
  go_online(host);
  host.command(R"(AT+MPUB="mqtt/pub_topic",1,0,"{\22a\22:1}")", {"OK", "PUBACK"});
  const std::string transcript = read_file(file_);
  EXPECT_THAT(joined(conversation(transcript), Direction::from_host),
              testing::EndsWith("AT+MPUB=\"mqtt/pub_topic\",1,0,\"{\\22a\\22:1}\"\r"));
  EXPECT_THAT(joined(conversation(transcript), Direction::to_host), testing::EndsWith("\r\nOK\r\n\r\nPUBACK\r\n"));
  EXPECT_THAT(transcript, testing::HasSubstr("< CONNACK code=0"));
  EXPECT_THAT(transcript, testing::HasSubstr("> PUBLISH id="));
}

// A host talks to a module without a network in between; what it typed, typed again to a fresh module, gives the same
// bytes in the same places.
TEST_F(Trace, CanBeReplayed) {
  {
    const EmulatorProcess emulator({"--tcp", "0", "--trace", file_});
    HostLine host = HostLine::tcp(emulator.tcp_port());
    for (const char* const line : {"AT", "ATI", "AT+CPIN?", "AT+CSQ", "AT+CGATT?", "AT+MQTTSTATU", "AT+CGMR;+CGSN",
                                   "ATE0", "AT+MCONFIG=\"a\",\"b\"", "AT+NONSENSE", "AT+CMEE=2", "AT+MIPCLOSE"}) {
      host.send(std::string(line) + "\r\n");
      std::string answer;
      do {
        answer = host.read_until("\r\n");
      } while (answer != "OK\r\n" && answer != "ERROR\r\n" && !answer.starts_with("+CME ERROR"));
    }
  }
  const std::vector<TranscriptBytes> recorded = conversation(read_file(file_));
  ASSERT_GE(recorded.size(), 24U);
  const EmulatorProcess emulator;
  HostLine host = HostLine::tcp(emulator.tcp_port());
  for (const TranscriptBytes& part : recorded) {
    if (part.direction == Direction::from_host) {
      host.send(part.bytes);
    } else {
      host.expect(part.bytes);
    }
  }
}

}  // namespace
}  // namespace air780
