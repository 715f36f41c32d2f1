#include <gtest/gtest.h>

#include "test/integration/broker_client.h"
#include "test/integration/emulator_process.h"
#include "test/integration/host_line.h"
#include "test/integration/temporary_directory.h"

namespace air780 {
namespace {

// The guide's "plain connection flow" and the parts of "publishing and receiving" with direct delivery, byte for byte:
// what a host reads after each line that it types.
struct Exchange {
  std::string_view typed;
  std::string_view read;
};
constexpr Exchange guide[] = {
    {"AT+CGREG?\r", "AT+CGREG?\r\r\n+CGREG: 0,1\r\n\r\nOK\r\n"},
    {"AT+CGATT?\r", "AT+CGATT?\r\r\n+CGATT: 1\r\n\r\nOK\r\n"},
    {"AT+MCONFIG=\"868488076506128\",\"user\",\"password\"\r",
     "AT+MCONFIG=\"868488076506128\",\"user\",\"password\"\r\r\nOK\r\n"},
    {"AT+MIPSTART=\"lbsmqtt.airm2m.com\",1884\r",
     "AT+MIPSTART=\"lbsmqtt.airm2m.com\",1884\r\r\nOK\r\n\r\nCONNECT OK\r\n"},
    {"AT+MCONNECT=1,60\r", "AT+MCONNECT=1,60\r\r\nOK\r\n\r\nCONNACK OK\r\n"},
    {"AT+MSUB=\"mqtt/pub_topic\",0\r", "AT+MSUB=\"mqtt/pub_topic\",0\r\r\nOK\r\n\r\nSUBACK\r\n"},
    {"AT+MQTTMSGSET=0\r", "AT+MQTTMSGSET=0\r\r\nOK\r\n"},
    {"AT+MPUB=\"mqtt/pub_topic\",0,0,\"publish 1 payload\"\r",
     "AT+MPUB=\"mqtt/pub_topic\",0,0,\"publish 1 payload\"\r\r\nOK\r\n"
     "\r\n+MSUB: \"mqtt/pub_topic\",17 byte,publish 1 payload\r\n"},
    {"AT+MSUB=\"mqtt/sub_topic\",0\r", "AT+MSUB=\"mqtt/sub_topic\",0\r\r\nOK\r\n\r\nSUBACK\r\n"},
    {"AT+MPUB=\"mqtt/sub_topic\",0,0,\"123456\"\r",
     "AT+MPUB=\"mqtt/sub_topic\",0,0,\"123456\"\r\r\nOK\r\n\r\n+MSUB: \"mqtt/sub_topic\",6 byte,123456\r\n"},
};

void play_guide(HostLine& host) {
  for (const Exchange& exchange : guide) {
    host.send(exchange.typed);
    host.expect(exchange.read);
  }
}

// The guide's flow over TCP; another client of the broker reads what the module published.
TEST(GuideFlow, OverTcp) {
  const EmulatorProcess emulator({"--tcp", "0", "--broker"});
  Subscriber subscriber(emulator.broker_port(), "mqtt/#");
  HostLine host = HostLine::tcp(emulator.tcp_port());
  play_guide(host);
  EXPECT_EQ(subscriber.next().payload, "publish 1 payload");
  EXPECT_EQ(subscriber.next().payload, "123456");
}

// The same over a PTY, which is raw without the host's doing.
TEST(GuideFlow, OverAPty) {
  const TemporaryDirectory directory;
  const EmulatorProcess emulator({"--pty", directory.file("air780ep"), "--broker"});
  Subscriber subscriber(emulator.broker_port(), "mqtt/#");
  HostLine host = HostLine::pty(directory.file("air780ep"));
  play_guide(host);
  EXPECT_EQ(subscriber.next().payload, "publish 1 payload");
  EXPECT_EQ(subscriber.next().payload, "123456");
}

// One module on both: what one line's host types, the other's reads answers to, as two ends of one wire.
TEST(GuideFlow, OverBothLinesOfOneModule) {
  const TemporaryDirectory directory;
  const EmulatorProcess emulator({"--pty", directory.file("air780ep"), "--tcp", "0", "--broker"});
  HostLine over_tcp = HostLine::tcp(emulator.tcp_port());
  over_tcp.command("AT", {"OK"});
  HostLine over_pty = HostLine::pty(directory.file("air780ep"));
  over_pty.command("AT", {"OK"});
  over_tcp.expect("AT\r\r\nOK\r\n");
  for (std::size_t step = 0; step < std::size(guide); ++step) {
    (step % 2 == 0 ? over_tcp : over_pty).send(guide[step].typed);
    over_tcp.expect(guide[step].read);
    over_pty.expect(guide[step].read);
  }
}

}  // namespace
}  // namespace air780
