#include <gtest/gtest.h>

#include "test/integration/broker_client.h"
#include "test/integration/emulator_process.h"
#include "test/integration/host_line.h"
#include "test/integration/session.h"

namespace air780 {
namespace {

// Five messages reach a module that caches four: each announces its slot, the fifth takes that of the first; reading
// gives the four that are left in the order in which they came, and empties the slots.
TEST(Cache, KeepsTheLastFourMessagesInOrderOfArrival) {
  const EmulatorProcess emulator({"--tcp", "0", "--broker"});
  HostLine host = HostLine::tcp(emulator.tcp_port());
  go_online(host);
  subscribe(host, "mqtt/sub_topic", 0);
  host.command("AT+MQTTMSGSET=1", {"OK"});
  const std::pair<const char*, const char*> arrivals[] = {{"first", "+MSUB: 0"},
                                                          {"second", "+MSUB: 1"},
                                                          {"third", "+MSUB: 2"},
                                                          {"fourth", "+MSUB: 3"},
                                                          {"fifth", "+MSUB: 0"}};
  for (const auto& [payload, announced] : arrivals) {
    publish(emulator.broker_port(), {"mqtt/sub_topic", payload});
    host.expect_units({announced});
  }
  host.command("AT+MQTTMSGGET?", {"+MQTTMSGGET: 0,VALID\r\n+MQTTMSGGET: 1,VALID\r\n"
                                  "+MQTTMSGGET: 2,VALID\r\n+MQTTMSGGET: 3,VALID",
                                  "OK"});
  host.command("AT+MQTTMSGGET", {"+MSUB: \"mqtt/sub_topic\",6 byte,second\r\n+MSUB: \"mqtt/sub_topic\",5 byte,third\r\n"
                                 "+MSUB: \"mqtt/sub_topic\",6 byte,fourth\r\n+MSUB: \"mqtt/sub_topic\",5 byte,fifth",
                                 "OK"});
  host.command("AT+MQTTMSGGET?", {"+MQTTMSGGET: 0,INVALID\r\n+MQTTMSGGET: 1,INVALID\r\n"
                                  "+MQTTMSGGET: 2,INVALID\r\n+MQTTMSGGET: 3,INVALID",
                                  "OK"});
}

}  // namespace
}  // namespace air780
