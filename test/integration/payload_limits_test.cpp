#include <gtest/gtest.h>

#include "test/integration/broker_client.h"
#include "test/integration/emulator_process.h"
#include "test/integration/host_line.h"
#include "test/integration/session.h"

namespace air780 {
namespace {

constexpr std::size_t longest_payload = 4100;

// Every value of a byte, over and over.
std::string all_bytes(std::size_t size) {
  std::string bytes;
  for (std::size_t at = 0; at < size; ++at) bytes += static_cast<char>(at % 256);
  return bytes;
}

class PayloadLimits : public testing::Test {
 protected:
  void SetUp() override { go_online(host_); }

  void expect_refused(const std::string& line) {
    host_.command(line, {"ERROR"});
    // The refused message did not get out: the next one is the first that the subscriber reads.
    host_.command(R"(AT+MPUB="mqtt/pub_topic",1,0,"next")", {"OK", "PUBACK"});
    EXPECT_EQ(subscriber_.next().payload, "next");
  }

  EmulatorProcess emulator_{{"--tcp", "0", "--broker"}};
  Subscriber subscriber_{emulator_.broker_port(), "mqtt/pub_topic"};
  HostLine host_ = HostLine::tcp(emulator_.tcp_port());
};

// The longest message that MPUB takes, and one byte more.
TEST_F(PayloadLimits, MpubTakes4100Bytes) {
  const std::string payload(longest_payload, 'a');
  host_.command("AT+MPUB=\"mqtt/pub_topic\",1,0,\"" + payload + "\"", {"OK", "PUBACK"});
  EXPECT_EQ(subscriber_.next().payload, payload);
}

TEST_F(PayloadLimits, MpubRefuses4101Bytes) {
  expect_refused("AT+MPUB=\"mqtt/pub_topic\",1,0,\"" + std::string(longest_payload + 1, 'a') + "\"");
}

// It is the decoded bytes that count: 4100 of them, each written as a backslash and two digits.
TEST_F(PayloadLimits, MpubCountsAnEscapeAsOneByte) {
  std::string escaped;
  for (std::size_t at = 0; at < longest_payload; ++at) escaped += "\\22";
  host_.command("AT+MPUB=\"mqtt/pub_topic\",1,0,\"" + escaped + "\"", {"OK", "PUBACK"});
  EXPECT_EQ(subscriber_.next().payload, std::string(longest_payload, '"'));
}

// The longest raw payload behind the prompt, every byte value in it, to the broker and back as +MSUB.
TEST_F(PayloadLimits, MpubexTakes4100BytesOfAnyValueAndTheyComeBack) {
  const std::string payload = all_bytes(longest_payload);
  subscribe(host_, "mqtt/pub_topic", 1);
  host_.command(R"(AT+MPUBEX="mqtt/pub_topic",0,0,4100)", {});
  host_.expect("\r\n>");
  host_.send(payload);
  host_.expect("\r\nOK\r\n\r\n+MSUB: \"mqtt/pub_topic\",4100 byte," + payload + "\r\n");
  EXPECT_EQ(subscriber_.next().payload, payload);
}

TEST_F(PayloadLimits, MpubexRefusesALengthOf4101) { expect_refused(R"(AT+MPUBEX="mqtt/pub_topic",1,0,4101)"); }

// Another client publishes one byte too much: nothing is printed, and the session goes on as if nothing had been.
TEST_F(PayloadLimits, AMessageOf4101BytesIsDropped) {
  subscribe(host_, "mqtt/sub_topic", 1);
  publish(emulator_.broker_port(), {"mqtt/sub_topic", all_bytes(longest_payload + 1)});
  publish(emulator_.broker_port(), {"mqtt/sub_topic", "short enough"});
  host_.expect_units({R"(+MSUB: "mqtt/sub_topic",12 byte,short enough)"});
  host_.command("AT+MQTTSTATU", {"+MQTTSTATU :1", "OK"});
  emulator_.wait_for_log("4101 bytes");
}

}  // namespace
}  // namespace air780
