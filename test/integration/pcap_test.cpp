#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>

#include "test/integration/broker_client.h"
#include "test/integration/capture.h"
#include "test/integration/emulator_process.h"
#include "test/integration/host_line.h"
#include "test/integration/session.h"
#include "test/integration/temporary_directory.h"

namespace air780 {
namespace {

using testing::AllOf;
using testing::HasSubstr;

// What Wireshark makes of a session: every packet of MQTT, and nothing that it would remark on. The emulator is killed,
// and what it wrote up to then is whole.
TEST(PacketCapture, ShowsTheSessionToWireshark) {
  const TemporaryDirectory directory;
  const std::string file = directory.file("session.pcap");
  EmulatorProcess emulator({"--tcp", "0", "--broker", "--pcap", file});
  HostLine host = HostLine::tcp(emulator.tcp_port());
  go_online(host);
  subscribe(host, "t/in", 1);
  host.command(R"(AT+MPUB="t/out",1,0,"hello")", {"OK", "PUBACK"});
  emulator.process().signal(SIGKILL);
  emulator.process().wait_for_end();
  const CaptureReader capture(file, {"-d", "tcp.port==" + std::to_string(emulator.broker_port()) + ",mqtt"});
  const std::string packets = capture.read("mqtt", {});
  EXPECT_THAT(packets,
              AllOf(HasSubstr("Connect Command"), HasSubstr("Connect Ack"), HasSubstr("Subscribe Request"),
                    HasSubstr("[t/in]"), HasSubstr("Publish Message"), HasSubstr("[t/out]"), HasSubstr("Publish Ack")));
  EXPECT_EQ(capture.read("mqtt.msgtype == 3", {"-T", "fields", "-e", "mqtt.msg"}), "68656c6c6f\n");
  EXPECT_EQ(
      capture.read("_ws.malformed || tcp.analysis.flags || tcp.checksum.status == 0 || ip.checksum.status == 0", {}),
      "");
}

}  // namespace
}  // namespace air780
