#include "sim/serial/serial_line.h"

#include <gmock/gmock.h>

#include "test/unit/serial/fake_end.h"

namespace air780 {
namespace {

using fake::FakeEnd;

class SerialLineTest : public testing::Test {
 protected:
  FakeEnd& attach(const std::string& description) {
    auto end = std::make_unique<FakeEnd>(description);
    FakeEnd& attached = *end;
    line_.attach(std::move(end));
    return attached;
  }
  SerialLine line_;
};

TEST_F(SerialLineTest, CopiesOutputToEveryEnd) {
  FakeEnd& pty = attach("pty /tmp/modem");
  FakeEnd& tcp = attach("tcp 127.0.0.1:7800");
  line_.transmit("\r\nOK\r\n");
  EXPECT_EQ(pty.sent_, "\r\nOK\r\n");
  EXPECT_EQ(tcp.sent_, "\r\nOK\r\n");
}

TEST_F(SerialLineTest, PassesOnWhatAnyEndReceives) {
  FakeEnd& pty = attach("pty /tmp/modem");
  FakeEnd& tcp = attach("tcp 127.0.0.1:7800");
  std::string received;
  line_.start([&](std::string_view bytes) { received += bytes; });
  pty.receive_("AT");
  tcp.receive_("I\r");
  EXPECT_EQ(received, "ATI\r");
}

TEST_F(SerialLineTest, DescribesItsEndsInOrder) {
  attach("pty /tmp/modem");
  attach("tcp 127.0.0.1:7800");
  EXPECT_THAT(line_.descriptions(), testing::ElementsAre("pty /tmp/modem", "tcp 127.0.0.1:7800"));
}

}  // namespace
}  // namespace air780
