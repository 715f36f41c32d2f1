#include <gtest/gtest.h>

#include "test/integration/broker_client.h"
#include "test/integration/emulator_process.h"
#include "test/integration/host_line.h"
#include "test/integration/mosquitto.h"
#include "test/integration/session.h"

namespace air780 {
namespace {

class PublishSubscribe : public testing::Test {
 protected:
  EmulatorProcess emulator_{{"--tcp", "0", "--broker"}};
  HostLine host_ = HostLine::tcp(emulator_.tcp_port());
};

// The module publishes; a subscriber on the printed broker port reads topic and payload.
TEST_F(PublishSubscribe, AnotherClientReadsWhatTheModulePublishes) {
  Subscriber subscriber(emulator_.broker_port(), "mqtt/pub_topic");
  go_online(host_);
  host_.command(R"(AT+MPUB="mqtt/pub_topic",0,0,"publish 0 payload")", {"OK"});
  const Publication publication = subscriber.next();
  EXPECT_EQ(publication.topic, "mqtt/pub_topic");
  EXPECT_EQ(publication.payload, "publish 0 payload");
  EXPECT_EQ(publication.qos, 0);
  EXPECT_FALSE(publication.retain);
}

// Another client publishes to a topic of the module; it appears with its length, its line ends untouched.
TEST_F(PublishSubscribe, TheModuleReadsWhatAnotherClientPublishes) {
  go_online(host_);
  subscribe(host_, "mqtt/sub_topic", 0);
  publish(emulator_.broker_port(), {"mqtt/sub_topic", "{\n  \"msg\": \"hello\"\n}"});
  host_.expect("\r\n+MSUB: \"mqtt/sub_topic\",20 byte,{\n  \"msg\": \"hello\"\n}\r\n");
}

// A message waits at the broker, retained; the module subscribes: OK, SUBACK, and the message at once.
TEST_F(PublishSubscribe, ARetainedMessageComesRightAfterSuback) {
  publish(emulator_.broker_port(), {"mqtt/sub_topic", "123456HHHHHHHHHHHHHH", 1, true});
  go_online(host_);
  host_.command(R"(AT+MSUB="mqtt/sub_topic",0)",
                {"OK", "SUBACK", R"(+MSUB: "mqtt/sub_topic",20 byte,123456HHHHHHHHHHHHHH)"});
}

// The module publishes with the retain flag; who subscribes later reads it.
TEST_F(PublishSubscribe, WhatTheModuleRetainsIsThereForALaterSubscriber) {
  go_online(host_);
  host_.command(R"(AT+MPUB="mqtt/pub_topic",1,1,"kept")", {"OK", "PUBACK"});
  Subscriber late(emulator_.broker_port(), "mqtt/pub_topic");
  const Publication publication = late.next();
  EXPECT_EQ(publication.payload, "kept");
  EXPECT_TRUE(publication.retain);
}

// The module unsubscribes; what is then published to the topic does not come, what is published to another one does.
TEST_F(PublishSubscribe, NothingComesAfterUnsuback) {
  go_online(host_);
  subscribe(host_, "mqtt/left", 1);
  subscribe(host_, "mqtt/kept", 1);
  host_.command(R"(AT+MUNSUB="mqtt/left")", {"OK", "UNSUBACK"});
  publish(emulator_.broker_port(), {"mqtt/left", "lost"});
  publish(emulator_.broker_port(), {"mqtt/kept", "found"});
  host_.expect_units({R"(+MSUB: "mqtt/kept",5 byte,found)"});
}

// Each quality of service: OK in a write of its own, then what the broker acknowledges, and the message at the broker
// with that quality. The gap is longer than usual, so that a busy machine does not join the writes.
class QualityOfService : public testing::Test {
 protected:
  // What comes after `line` up to and with `last`, but for the OK, which has to come alone.
  std::string answer_after_ok(std::string_view line, std::string_view last) {
    host_.command("ATE0", {"OK"});
    host_.send(std::string(line) + "\r");
    EXPECT_EQ(host_.read_once(), "\r\nOK\r\n");
    return host_.read_until(last);
  }

  EmulatorProcess emulator_{{"--tcp", "0", "--broker", "--latency", "gap=250ms"}};
  HostLine host_ = HostLine::tcp(emulator_.tcp_port());
};

TEST_F(QualityOfService, ZeroIsDoneWithOk) {
  Subscriber subscriber(emulator_.broker_port(), "mqtt/pub_topic");
  go_online(host_);
  host_.command(R"(AT+MPUB="mqtt/pub_topic",0,0,"publish 0 payload")", {"OK"});
  EXPECT_EQ(subscriber.next().qos, 0);
  // No acknowledgement is left over.
  host_.command("AT", {"OK"});
}

TEST_F(QualityOfService, OneIsDoneWithPuback) {
  Subscriber subscriber(emulator_.broker_port(), "mqtt/pub_topic");
  go_online(host_);
  EXPECT_EQ(answer_after_ok(R"(AT+MPUB="mqtt/pub_topic",1,0,"publish 1 payload")", "PUBACK\r\n"), "\r\nPUBACK\r\n");
  EXPECT_EQ(subscriber.next().qos, 1);
}

TEST_F(QualityOfService, TwoIsDoneWithPubrecAndPubcomp) {
  Subscriber subscriber(emulator_.broker_port(), "mqtt/pub_topic");
  go_online(host_);
  EXPECT_EQ(answer_after_ok(R"(AT+MPUB="mqtt/pub_topic",2,0,"publish 2 payload")", "PUBCOMP\r\n"),
            "\r\nPUBREC\r\n\r\nPUBCOMP\r\n");
  EXPECT_EQ(subscriber.next().qos, 2);
}

// Messages to the module with each quality: the broker sees each acknowledged as it should be, the host reads each
// once.
TEST(ReceivedQualityOfService, IsAcknowledgedByTheModule) {
  const Mosquitto broker;
  const EmulatorProcess emulator({"--tcp", "0", "--route", broker.route()});
  HostLine host = HostLine::tcp(emulator.tcp_port());
  go_online(host);
  subscribe(host, "mqtt/sub_topic", 2);
  for (const int qos : {0, 1, 2}) {
    publish(broker.port(), {"mqtt/sub_topic", std::to_string(qos), qos});
    host.expect_units({R"(+MSUB: "mqtt/sub_topic",1 byte,)" + std::to_string(qos)});
  }
  broker.wait_for_log("Received PUBACK from " + client_id);
  broker.wait_for_log("Received PUBCOMP from " + client_id);
}

}  // namespace
}  // namespace air780
