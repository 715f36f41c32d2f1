#include <gtest/gtest.h>

#include "test/integration/broker_client.h"
#include "test/integration/emulator_process.h"
#include "test/integration/host_line.h"
#include "test/integration/mosquitto.h"
#include "test/integration/session.h"

namespace air780 {
namespace {

// The module subscribes with QoS 1, closes its link, and comes back with the same client id; meanwhile somebody else
// has published.
class CleanSession : public testing::Test {
 protected:
  void subscribe_and_leave(int clean_session) {
    go_online(host_, {.clean_session = clean_session});
    subscribe(host_, "mqtt/sub_topic", 1);
    host_.command("AT+MIPCLOSE", {"OK"});
    broker_.wait_for_log(client_id + " closed its connection");
    publish(broker_.port(), {"mqtt/sub_topic", "meanwhile"});
  }

  Mosquitto broker_;
  EmulatorProcess emulator_{{"--tcp", "0", "--route", broker_.route()}};
  HostLine host_ = HostLine::tcp(emulator_.tcp_port());
};

// clean_session 0: the broker kept the subscription and the message, which comes right after CONNACK OK.
TEST_F(CleanSession, ZeroBringsWhatWasMissed) {
  subscribe_and_leave(0);
  go_online(host_, {.clean_session = 0});
  host_.expect_units({R"(+MSUB: "mqtt/sub_topic",9 byte,meanwhile)"});
}

// clean_session 1: neither subscription nor message is left; the first thing to come is what a new subscription gives.
TEST_F(CleanSession, OneBringsNothing) {
  subscribe_and_leave(1);
  go_online(host_, {.clean_session = 1});
  publish(broker_.port(), {"mqtt/sub_topic", "unheard too"});
  subscribe(host_, "mqtt/sub_topic", 1);
  publish(broker_.port(), {"mqtt/sub_topic", "heard"});
  host_.expect_units({R"(+MSUB: "mqtt/sub_topic",5 byte,heard)"});
}

}  // namespace
}  // namespace air780
