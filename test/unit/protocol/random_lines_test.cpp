// A hundred thousand command lines that nobody would write, with losses, messages and reboots between them: the framing
// rules hold, a line has one final result, and what queries tell is what the module is.
#include <gmock/gmock.h>

#include <iostream>

#include "protocol/at/command_line.h"
#include "protocol/at/command_table.h"
#include "test/fake/module_rig.h"
#include "test/unit/protocol/answers.h"
#include "test/unit/protocol/framing.h"
#include "test/unit/protocol/random_lines.h"
#include "test/unit/protocol/urc_watch.h"

namespace air780 {
namespace {

using std::chrono::milliseconds;

// Owned by the test; one thread, on the virtual clock.
class RandomWalk : public testing::TestWithParam<unsigned> {
 protected:
  bool pending() { return rig.module.interpreter().busy() && !reading(); }
  bool reading() { return rig.module.interpreter().reading_data(); }

  // Says one line and checks the answer to it, prompts included.
  void say(const std::string& text) {
    wake();
    const Settings before = rig.module.settings();
    rig.send(text + "\r");
    std::string answer;
    for (const std::string& write : rig.take_writes()) answer += write;
    if (before.echo) {
      ASSERT_TRUE(answer.starts_with(text + "\r")) << answer;
      answer.erase(0, text.size() + 1);
    }
    for (int prompts = 0; reading() || pending(); ++prompts) {
      ASSERT_LT(prompts, 100);
      if (pending()) {
        answer += answer_of_pending();
        if (answer.find("^boot.rom") != std::string::npos) return;
        continue;
      }
      ASSERT_TRUE(answer.ends_with("\r\n>")) << answer;
      answer.erase(answer.size() - 3);
      answer += answer_to_data();
      // A reboot was due and took the prompt with it.
      if (answer.find("^boot.rom") != std::string::npos) return;
    }
    expect_one_result(text, answer);
  }

  // What is sent to a sleeper is lost, which sleep_test is about.
  void wake() {
    // What it says itself meanwhile may send it to sleep again, with AT+WAKETIM=0.
    for (int tries = 0; tries < 10 && rig.module.sleep().state() != Sleep::State::awake; ++tries) {
      rig.send("\r");
      rig.advance(milliseconds(60));
      check_lines(rig.take_writes());
    }
  }

  // Waits for a command that goes on for a while, and ends one that would go on for ever.
  std::string answer_of_pending() {
    rig.advance(std::chrono::seconds(20));
    if (pending()) rig.send("\r");
    std::string answer;
    bool ended = false;
    for (const std::string& write : rig.take_writes()) {
      if (!ended) {
        answer += write;
      } else if (write != "\r") {
        check_lines({write});
      }
      ended |= !framing::final_results(write).empty() || write.ends_with("\r\n>");
    }
    return answer;
  }

  // Types data until the prompt has its answer (none with ATQ1) or there is another one.
  std::string answer_to_data() {
    std::vector<std::string> writes;
    for (std::size_t n = below(60); n > 0 && writes.empty() && reading(); --n) {
      rig.send("a");
      writes = rig.take_writes();
    }
    if (writes.empty() && reading()) {
      rig.send("\x1a");
      writes = rig.take_writes();
    }
    if (writes.empty() && reading()) {
      rig.advance(std::chrono::seconds(6));
      writes = rig.take_writes();
    }
    if (writes.empty() && reading()) {
      // FSWRITE's time, which random arguments keep to 300 s.
      rig.advance(std::chrono::seconds(301));
      writes = rig.take_writes();
    }
    if (writes.empty()) return {};
    check_lines({writes.begin() + 1, writes.end()});
    return writes.front();
  }

  void expect_one_result(const std::string& text, const std::string& answer) {
    const auto finals = framing::final_results(answer);
    EXPECT_LE(finals.size(), 1u) << answer;
    if (!answer.empty()) {
      EXPECT_EQ(framing::complaint(answer), "") << answer;
    }
    const bool is_command =
        find_commands(text, [](std::string_view name) { return find_command(name) != nullptr; }).has_value();
    if (!is_command) {
      EXPECT_EQ(answer, "");
    }
    const bool quiet = rig.module.settings().results.quiet;
    const std::string address = rig.module.network_service().packet_domain().address();
    const bool bare = !address.empty() && answer.ends_with(framed(address));
    const bool emergency_stop = finals.empty() && switched_off();
    if (is_command && !quiet && !bare && !emergency_stop) {
      EXPECT_EQ(finals.size(), 1u) << answer;
    }
  }

  // AT+CPOWD takes effect once its result has left.
  bool switched_off() {
    rig.advance({});
    return rig.module.power_step() == PowerStep::off;
  }

  // Asynchronous lines: each framed, each in a write of its own.
  void check_lines(const std::vector<std::string>& writes) {
    for (const std::string& write : writes) {
      if (write.starts_with("^boot.rom")) continue;
      EXPECT_EQ(framing::complaint(write), "") << write;
    }
  }

  // Random lines alone are seldom online.
  void bring_online() {
    rig.mqtt.connack = 0;
    rig.network.silent = false;
    rig.command("AT+COPS=0");
    rig.command("AT+CFUN=1", milliseconds(200));
    rig.command("AT+CGATT=1;+MIPCLOSE");
    rig.go_online();
    rig.command("AT+MSUB=\"#\",1");
  }

  void let_things_happen() {
    if (below(25) == 0) bring_online();
    switch (below(40)) {
      case 0:
        rig.network.close_from_peer();
        break;
      case 1:
        rig.module.network_service().network_deactivates(1);
        break;
      case 2:
        rig.mqtt.connack = below(4) == 0 ? std::optional<int>() : static_cast<int>(below(2) * 5);
        break;
      case 3:
        rig.mqtt.suback = below(2) == 0 ? 0 : 0x80;
        break;
      case 4:
        rig.network.silent = below(3) == 0;
        break;
      default:
        if (below(4) == 0) rig.mqtt.peer_publish({"aaa", "payload", 0, false});
        break;
    }
    if (switched_off()) rig.module.power_on();
    rig.advance(milliseconds(below(8)));
    if (below(100) == 0) rig.advance(std::chrono::seconds(below(40)));
    if (!rig.module.booted()) rig.advance(milliseconds(400));
    check_lines(rig.take_writes());
  }

  // Queries against the state they tell of.
  void compare_with_state() {
    rig.advance(milliseconds(400));
    wake();
    rig.send("ATE0Q0V1\r");
    rig.advance(milliseconds(5));
    rig.take();
    // With AT+WAKETIM=0 it is asleep again.
    wake();
    rig.take();
    NetworkService& service = rig.module.network_service();
    const auto ask = [this](std::string_view query) {
      rig.send("AT" + std::string(query) + "\r");
      return rig.take();
    };
    EXPECT_EQ(ask("+MQTTSTATU"), told("+MQTTSTATU :" + std::to_string(rig.module.mqtt().status_number())));
    EXPECT_EQ(ask("+CGATT?"), told(service.packet_domain().attached() ? "+CGATT: 1" : "+CGATT: 0"));
    EXPECT_EQ(ask("+CGREG?"), told(service.registration().read_text(Registration::Service::cgreg)));
    EXPECT_EQ(ask("+CFUN?"), told("+CFUN: " + std::to_string(rig.module.functionality())));
    EXPECT_THAT(ask("+CIPSTATUS"),
                testing::StartsWith(ok + "\r\nSTATE: " + std::string(service.scene().state_text()) + "\r\n"));
    EXPECT_EQ(ask("+FSMEM"), told("+FSMEM: " + std::to_string(rig.flash.free_bytes()) + " bytes"));
    EXPECT_EQ(ask("+MQTTMODE?"), told(rig.module.mqtt().hex_mode ? "+MQTTMODE: 1" : "+MQTTMODE: 0"));
    const bool has_link = rig.module.mqtt().status_number() != 0;
    EXPECT_EQ(rig.network.open_links, has_link ? 1 : 0);
    EXPECT_EQ(rig.module.mqtt().state() == MqttSession::State::online, ask("+MUNSUB=nothing") == ok);
    if (service.packet_domain().any_active()) {
      EXPECT_TRUE(service.registration().registered());
    }
    const bool has_bearer = service.bearers().is_open(1);
    if (has_link || has_bearer || service.scene().up()) {
      EXPECT_TRUE(service.packet_domain().any_active());
    }
    EXPECT_THAT(ask("+SAPBR=2,1"), testing::StartsWith(has_bearer ? "\r\n+SAPBR: 1,1," : "\r\n+SAPBR: 1,3,"));
    EXPECT_THAT(ask("+COPS?"), testing::StartsWith("\r\n+COPS: " +
                                                   std::to_string(static_cast<int>(service.operator_choice().mode()))));
  }

  std::size_t below(std::size_t bound) { return lines.below(bound); }

  // AIR780_SEED=N repeats a run.
  const unsigned seed = RandomLines::seed_or(GetParam());
  RandomLines lines{seed};
  fake::ModuleRig rig;
};

TEST_P(RandomWalk, TwentyThousandLines) {
  UrcWatch urcs;
  rig.events.add(urcs);
  std::cout << "seed " << seed << '\n';
  int online = 0;
  for (int i = 0; i < 20'000; ++i) {
    const std::string text = lines.line();
    SCOPED_TRACE("line " + std::to_string(i) + ": " + text);
    say(text);
    let_things_happen();
    if (rig.module.mqtt().state() == MqttSession::State::online) ++online;
    if (i % 20 == 0) compare_with_state();
    EXPECT_THAT(urcs.unlisted, testing::IsEmpty());
    ASSERT_FALSE(HasFailure()) << "seed " << seed;
  }
  EXPECT_GT(online, 2000) << "the lines reach the session often enough to mean something";
}

INSTANTIATE_TEST_SUITE_P(AHundredThousandLines, RandomWalk, testing::Range(20'261'123U, 20'261'128U));

// However long the host keeps its prompt open, what waits behind it is bounded.
TEST(PromptKeptOpen, WhatWaitsBehindItIsBounded) {
  fake::ModuleRig rig;
  rig.go_online();
  rig.command("AT+MSUB=\"#\",0");
  rig.send("AT+MPUBEX=t,0,0\r");
  rig.take();
  for (int i = 0; i < 1000; ++i) {
    rig.mqtt.peer_publish({"t", std::string(4000, 'x'), 0, false});
    rig.advance(milliseconds(100));
    rig.send("y");
  }
  rig.send("\x1a");
  rig.advance(milliseconds(10));
  EXPECT_LE(rig.take().size(), Outbox::most_waiting_bytes + 10'000);
  EXPECT_EQ(rig.command("AT"), ok);
}

}  // namespace
}  // namespace air780
