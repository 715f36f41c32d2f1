#include "protocol/quirks.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "test/fake/module_rig.h"
#include "test/unit/protocol/answers.h"

namespace air780 {
namespace {

using testing::HasSubstr;

TEST(Quirks, EveryOneIsDescribedAndRefusesNonsenseNamingWhatIsAllowed) {
  for (const QuirkDescription& description : quirk_descriptions()) {
    Quirks quirks;
    const auto complaint = set_quirk(quirks, std::string(description.name) + "=far too long a nonsense");
    ASSERT_TRUE(complaint) << description.name;
    EXPECT_THAT(*complaint, HasSubstr(description.name));
    EXPECT_THAT(*complaint, HasSubstr(description.values));
    EXPECT_FALSE(description.meaning.empty());
  }
}

// What --help and FIDELITY.md say of the default is what it is.
TEST(Quirks, TheStandardValueIsTheDefault) {
  for (const QuirkDescription& description : quirk_descriptions()) {
    Quirks quirks;
    EXPECT_EQ(set_quirk(quirks, fmt::format("{}={}", description.name, description.standard)), std::nullopt);
    EXPECT_EQ(quirks, Quirks()) << description.name;
    EXPECT_TRUE(description.evidence == Evidence::chosen || !description.source.empty()) << description.name;
  }
}

TEST(Quirks, UnknownNamesAndMissingValues) {
  Quirks quirks;
  EXPECT_THAT(set_quirk(quirks, "nosuch=1").value_or(""), HasSubstr("msgset-default"));
  EXPECT_THAT(set_quirk(quirks, "Conack-timeout=1s").value_or(""),
              HasSubstr("there are connack-timeout, connect-timeout, "));
  EXPECT_THAT(set_quirk(quirks, "prompt").value_or(""), HasSubstr("NAME=VALUE"));
  EXPECT_TRUE(set_quirk(quirks, "rx-limit=0"));
  EXPECT_TRUE(set_quirk(quirks, "rx-limit=65536"));
  EXPECT_EQ(quirks.rx_limit, 4100u);
}

ModelProfile with(std::initializer_list<const char*> assignments) {
  ModelProfile profile;
  for (const char* assignment : assignments) EXPECT_EQ(set_quirk(profile.quirks, assignment), std::nullopt);
  return profile;
}

TEST(Quirks, LfTerminates) {
  fake::ModuleRig rig(with({"lf-terminates=on"}));
  rig.send("AT\n");
  EXPECT_EQ(rig.take(), "AT\n" + ok);
}

TEST(Quirks, EchoLf) {
  fake::ModuleRig rig(with({"echo-lf=on"}));
  rig.send("AT\r\n");
  EXPECT_EQ(rig.take(), "AT\r" + ok + "\n");
}

TEST(Quirks, Prompt) {
  fake::ModuleRig rig(with({"prompt=> "}));
  rig.go_online();
  EXPECT_EQ(rig.command("AT+MPUBEX=t,0,0,1"), "\r\n> ");
}

TEST(Quirks, MsgsetDefault) {
  fake::ModuleRig rig(with({"msgset-default=1"}));
  EXPECT_EQ(rig.command("AT+MQTTMSGSET?"), told("+MQTTMSGSET:1"));
}

TEST(Quirks, Unconfigured) {
  fake::ModuleRig rig(with({"unconfigured=767"}));
  rig.command("AT+MIPSTART=h,1");
  EXPECT_EQ(rig.command("AT+MCONNECT=1,60"), cme(767));
  EXPECT_TRUE(rig.mqtt.connects.empty());
  rig.command("AT+MCONFIG=id");
  EXPECT_EQ(rig.command("AT+MCONNECT=1,60"), ok_then("CONNACK OK"));
}

TEST(Quirks, EmptyCredentials) {
  fake::ModuleRig rig(with({"empty-credentials=765"}));
  EXPECT_EQ(rig.command("AT+MCONFIG=\"id\",\"\",\"\""), cme(765));
  EXPECT_EQ(rig.command("AT+MCONFIG=\"id\""), ok);
  EXPECT_EQ(rig.command("AT+MCONFIG=\"id\",\"u\",\"p\""), ok);
}

TEST(Quirks, ConnectTimeout) {
  fake::ModuleRig rig(with({"connect-timeout=5s"}));
  rig.network.silent = true;
  EXPECT_EQ(rig.command("AT+MIPSTART=h,1", std::chrono::milliseconds(4999)), ok);
  rig.advance(std::chrono::milliseconds(1));
  EXPECT_EQ(rig.take(), framed("STATE: IP INITIAL") + framed("CONNECT FAIL"));
}

TEST(Quirks, ConnackTimeout) {
  fake::ModuleRig rig(with({"connack-timeout=3s"}));
  rig.mqtt.connack.reset();
  rig.command("AT+MIPSTART=h,1");
  EXPECT_EQ(rig.command("AT+MCONNECT=1,60", std::chrono::milliseconds(2999)), ok);
  rig.advance(std::chrono::milliseconds(1));
  EXPECT_EQ(rig.take(), error);
}

TEST(Quirks, Mdisconnect) {
  const char* will = "AT+MCONFIG=id,u,p,0,0,\"w\",\"gone\"";
  fake::ModuleRig abort;
  abort.go_online(will);
  EXPECT_EQ(abort.command("AT+MDISCONNECT"), ok);
  EXPECT_EQ(abort.mqtt.disconnect_packets, 0);
  EXPECT_EQ(abort.mqtt.published.size(), 1u);

  fake::ModuleRig graceful(with({"mdisconnect=graceful"}));
  graceful.go_online(will);
  EXPECT_EQ(graceful.command("AT+MDISCONNECT"), ok);
  EXPECT_EQ(graceful.mqtt.disconnect_packets, 1);
  EXPECT_EQ(graceful.mqtt.published.size(), 0u);
  EXPECT_EQ(graceful.network.open_links, 0);
  EXPECT_EQ(graceful.command("AT+MQTTSTATU"), told("+MQTTSTATU :0"));
  EXPECT_EQ(graceful.command("AT+MIPCLOSE"), ok);
  EXPECT_EQ(graceful.command("AT+MIPCLOSE"), cme(767));
}

TEST(Quirks, RxLimitAndHexRx) {
  fake::ModuleRig rig(with({"rx-limit=2", "hex-rx=on"}));
  rig.go_online();
  rig.command("AT+MSUB=t,0");
  for (const char* payload : {"abc", "ab"}) rig.mqtt.peer_publish({"t", payload, 0, false});
  rig.advance(std::chrono::milliseconds(5));
  EXPECT_EQ(rig.take(), framed("+MSUB: \"t\",2 byte,ab"));
  rig.command("AT+MQTTMODE=1");
  rig.mqtt.peer_publish({"t", "ab", 0, false});
  rig.advance(std::chrono::milliseconds(5));
  EXPECT_EQ(rig.take(), framed("+MSUB: \"t\",2 byte,6162"));
}

TEST(Quirks, PdnAutoReactivate) {
  fake::ModuleRig rig(with({"pdn-auto-reactivate=off"}));
  rig.module.network_service().network_deactivates(1);
  rig.take();
  EXPECT_EQ(rig.command("AT+MIPSTART=h,1"), ok + framed("STATE: IP INITIAL") + framed("CONNECT FAIL"));
  rig.command("AT+CGACT=1,1");
  EXPECT_EQ(rig.command("AT+MIPSTART=h,1"), ok_then("CONNECT OK"));
}

}  // namespace
}  // namespace air780
