// Every quirk changes what the module does: with it the module says what stands here, without it it does not.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <functional>
#include <set>

#include "test/fake/module_rig.h"
#include "test/unit/protocol/answers.h"

namespace air780 {
namespace {

using fake::ModuleRig;
using testing::HasSubstr;
using namespace std::chrono_literals;

struct Case {
  std::string_view assignment;
  std::function<std::string(ModuleRig&)> play;
  std::string said;
};

std::function<std::string(ModuleRig&)> asks(std::string line) {
  return [line](ModuleRig& rig) { return rig.command(line); };
}

std::function<std::string(ModuleRig&)> asks_online(std::string line) {
  return [line](ModuleRig& rig) {
    rig.go_online();
    return rig.command(line);
  };
}

// The lines with which the network is found.
std::string radio_back_on(ModuleRig& rig) {
  rig.command("AT+CFUN=0");
  return rig.command("AT+CFUN=1", 1s);
}

std::string scene_lost(ModuleRig& rig) {
  rig.command("AT+CSTT;+CIICR");
  rig.module.network_service().network_deactivates(1);
  rig.advance(5ms);
  return rig.take();
}

std::string cached(ModuleRig& rig) {
  rig.go_online();
  rig.command("AT+MSUB=t,0;+MQTTMSGSET=1");
  rig.mqtt.peer_publish({"t", "ab", 0, false});
  rig.advance(5ms);
  rig.take();
  return rig.command("AT+MQTTMSGGET");
}

std::string stalled(ModuleRig& rig) {
  rig.go_online();
  rig.command("AT+MPUBEX=t,0,0,5");
  rig.send("abc");
  rig.advance(6s);
  return rig.take() + (rig.mqtt.published.empty() ? "" : rig.mqtt.published.back().payload);
}

std::string published(ModuleRig& rig) {
  rig.go_online();
  rig.command("AT+MPUB=t,0,0,\"\\41\\22\"");
  return rig.mqtt.published.empty() ? "" : rig.mqtt.published.back().payload;
}

std::string sim_pulled(ModuleRig& rig) {
  rig.command("AT+CSDT=1");
  rig.module.set_sim_inserted(false);
  rig.advance(5ms);
  return rig.take();
}

std::string refused_link(ModuleRig& rig) {
  rig.network.silent = true;
  return rig.command("AT+MIPSTART=h,1", 31s);
}

std::string local_address(ModuleRig& rig) {
  // With every number of one or two digits filled up.
  const std::string answer = rig.command("AT+CSTT;+CIICR;+CIFSR");
  return answer.find("\r\n010.") == std::string::npos ? "as it is" : "filled up";
}

const std::vector<Case>& cases() {
  static const std::vector<Case> all = {
      {"cmee-default=0", asks("AT+CMEE?"), told("+CMEE :0")},
      {"ipr-default=0", asks("AT+IPR?"), told("+IPR: 0")},
      {"ifc-blanks=on", asks("AT+IFC?"), told("+IFC: 0, 0")},
      {"ifc-blanks=on", asks("AT+IFC=?"), told("+IFC: (0,2), (0,2)")},
      {"mconnect-mode=off", asks("AT+MIPSTART=h,1;+MCONNECT=1,60,1"), error},
      {"mqtt-wrong-state=ERROR", asks("AT+MPUB=t,0,0,\"x\""), error},
      {"mqtt-wrong-state=3", asks("AT+MIPCLOSE"), cme(3)},
      {"mqttstatu-unused=ERROR", asks("AT+MQTTSTATU"), error},
      {"state-blank=off", refused_link, framed("STATE:IP INITIAL")},
      {"escapes=listed", published, "\\41\""},
      {"mpub-limit=2", asks_online("AT+MPUB=t,0,0,\"abc\""), error},
      {"mpub-limit=5120", asks_online("AT+MPUB=t,0,0,\"" + std::string(5120, 'x') + "\""), ok},
      {"mpubex-limit=2", asks_online("AT+MPUBEX=t,0,0,3"), error},
      {"mpubex-limit=5120", asks_online("AT+MPUBEX=t,0,0,5120"), "\r\n>"},
      {"mpubex-stall=send", stalled, ok + "abc"},
      {"msgget-line=unquoted", cached, told("+MSUB: t,2 byte,ab")},
      {"msgget-line=tight", cached, told("+MSUB:t,2 byte,ab")},
      {"pdp-deact=+PDP:DEACT", scene_lost, framed("+PDP:DEACT")},
      {"pdp-deact=+PDP DEACT", scene_lost, framed("+PDP DEACT")},
      {"cgev-reason=on", radio_back_on, framed("+CGEV: ME PDN ACT 1,0")},
      {"nitz=+32,", radio_back_on, "+32, \r\n"},
      {"nitz=4-digit", radio_back_on, "+NITZ: 2026/11/23,08:00:00+0,0\r\n"},
      {"cereg-prefix=CGREG", asks("AT+CEREG?"), told("+CGREG: 0,1")},
      {"cereg-prefix=CGREG", asks("AT+CEREG=?"), told("+CGREG: (0,1,2,3,4,5)")},
      {"cgerep=error", asks("AT+CGEREP?"), error},
      {"cgdcont-line=compression", asks("AT+CGDCONT?"), "\",0,0\r\n"},
      {"cifsr-zeros=on", local_address, "filled up"},
      {"csq-ber=99", asks("AT+CSQ"), told("+CSQ: 25,99")},
      {"cpin-urc-lead=on", sim_pulled, framed("+CPIN: SIM REMOVED 0")},
      {"sim-pin=4711", asks("AT+CPIN?"), told("+CPIN: SIM PIN")},
      {"sim-slot=1", asks("AT+CPIN?"), cme(10)},
      {"fscreate-existing=error", asks("AT+FSCREATE=f;+FSCREATE=f"), error},
      {"fswrite-missing=create", asks("AT+FSWRITE=f,0,1,9"), "\r\n>"},
      {"fsmem-ok=off", [](ModuleRig& rig) { return rig.command("AT+FSMEM") + "<"; }, " bytes\r\n<"},
  };
  return all;
}

// Those that a test of their own looks at more closely: quirks_test, secure_link_test, time_query_test, boot_test,
// sim_test, and what is said elsewhere.
const std::set<std::string_view> elsewhere = {
    "lf-terminates",   "echo-lf",         "prompt",      "msgset-default", "unconfigured", "empty-credentials",
    "connect-timeout", "connack-timeout", "mdisconnect", "rx-limit",       "hex-rx",       "pdn-auto-reactivate",
    "strict-suites",   "cntp-bearer",     "ready-twice", "sim-puk"};

TEST(QuirkBytes, AreWhatTheQuirkSays) {
  for (const Case& one : cases()) {
    SCOPED_TRACE(one.assignment);
    ModelProfile profile;
    ASSERT_EQ(set_quirk(profile.quirks, one.assignment), std::nullopt);
    ModuleRig quirky(profile);
    EXPECT_THAT(one.play(quirky), HasSubstr(one.said));
    ModuleRig usual;
    EXPECT_THAT(one.play(usual), testing::Not(HasSubstr(one.said)));
  }
}

TEST(QuirkBytes, AreTestedForEveryQuirk) {
  for (const QuirkDescription& description : quirk_descriptions()) {
    const std::string begin = fmt::format("{}=", description.name);
    const bool here = std::ranges::any_of(cases(), [&](const Case& one) { return one.assignment.starts_with(begin); });
    EXPECT_NE(here, elsewhere.contains(description.name)) << description.name;
  }
  for (const std::string_view name : elsewhere) {
    EXPECT_TRUE(std::ranges::any_of(quirk_descriptions(), [&](const auto& known) { return known.name == name; }))
        << name << " is no quirk any more";
  }
}

}  // namespace
}  // namespace air780
