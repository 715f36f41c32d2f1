// A whole module behind its UART, on the virtual clock: what leaves when, what is lost, and who waits for whom.
#include "sim/serial/uart.h"

#include <gmock/gmock.h>

#include "fs/module_flash.h"
#include "protocol/module.h"
#include "test/fake/memory_mqtt_client.h"
#include "test/fake/memory_network.h"
#include "test/fake/virtual_scheduler.h"
#include "test/unit/serial/fake_end.h"

namespace air780 {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

constexpr std::string_view ok = "\r\nOK\r\n";

ModelProfile profile_at(long rate, std::size_t receive_buffer, Duration command) {
  ModelProfile profile;
  profile.quirks.ipr_default = rate;
  profile.receive_buffer = receive_buffer;
  profile.timing.latency[LatencyStep::command] = {command, command};
  return profile;
}

// Booted, echo off, one end whose host has set the module's rate.
class Rig : private EventListener {
 public:
  explicit Rig(Uart::Pacing pacing, long rate = 115200, std::size_t receive_buffer = 64, Duration command = {})
      : uart(scheduler, events, line, pacing),
        module(profile_at(rate, receive_buffer, command), {scheduler, network, mqtt, uart, events, flash, uart}) {
    events.add(*this);
    auto attached = std::make_unique<fake::FakeEnd>("pty /tmp/modem");
    end = attached.get();
    line.attach(std::move(attached));
    line.follow_rates([this](const std::string& text) { notices.push_back(text); });
    end->rate_ = static_cast<unsigned>(rate == 0 ? 115200 : rate);
    uart.module = [this](std::string_view bytes) { module.receive(bytes); };
    line.start([this](std::string_view bytes) { uart.receive(bytes); });
    module.power_on();
    scheduler.advance(seconds(20));
    command_line("ATE0");
  }
  void send(std::string_view bytes) const { end->receive_(bytes); }
  std::string after(Duration time) {
    scheduler.advance(time);
    return end->take();
  }
  std::string command_line(std::string_view line_text) {
    send(std::string(line_text) + "\r");
    return after(seconds(5));
  }

  fake::VirtualScheduler scheduler;
  EventStream events{scheduler};
  fake::MemoryNetwork network{scheduler};
  fake::MemoryMqttClient mqtt{scheduler};
  ModuleFlash flash;
  SerialLine line;
  Uart uart;
  Module module;
  fake::FakeEnd* end = nullptr;
  std::vector<std::string> notices;
  std::string lost;  // of the host's bytes
  std::vector<std::string> commands;

 private:
  void on_event(const Event& event) override {
    if (const auto* notice = std::get_if<Notice>(&event.body)) notices.emplace_back(notice->text);
    if (const auto* command = std::get_if<CommandStarted>(&event.body)) commands.emplace_back(command->text);
    const auto* bytes = std::get_if<SerialBytes>(&event.body);
    if (bytes && bytes->lost) lost += bytes->bytes;
  }
};

TEST(Uart, UnpacedPassesEverythingAtOnce) {
  Rig rig(Uart::Pacing::none);
  rig.send("AT\r");
  EXPECT_EQ(rig.end->take(), ok);
}

// Three characters there and six back, ten bits each.
TEST(Uart, EveryCharacterTakesItsTimeBothWays) {
  Rig rig(Uart::Pacing::by_rate, 9600);
  rig.send("AT\r");
  EXPECT_EQ(rig.after(microseconds(9 * 1041)), "\r\nOK") << "four characters at once, then the rest";
  EXPECT_EQ(rig.after(microseconds(100)), "\r\n");
}

TEST(Uart, ALongReplyComesAtTheRateAndNotAtOnce) {
  Rig rig(Uart::Pacing::by_rate, 115200, 4096);
  rig.send("AT+IPR=?\r");
  const std::string half = rig.after(milliseconds(6));
  EXPECT_THAT(half, HasSubstr("+IPR:(600"));
  EXPECT_EQ(half.find("OK"), std::string::npos);
  // The rest comes within the time of so many characters.
  EXPECT_THAT(rig.after(milliseconds(12)), HasSubstr(std::string(ok)));
}

TEST(Uart, TheFrameCountsItsBits) {
  Rig rig(Uart::Pacing::by_rate, 9600);
  rig.command_line("AT+ICF=1");  // 8N2: eleven
  rig.send("AT\r");
  EXPECT_EQ(rig.after(microseconds(9 * 1145)), "\r\nOK");
  EXPECT_EQ(rig.after(microseconds(100)), "\r\n");
}

TEST(Uart, OkOfIprComesAtTheOldRate) {
  for (const auto pacing : {Uart::Pacing::none, Uart::Pacing::by_rate}) {
    Rig rig(pacing);
    EXPECT_EQ(rig.command_line("AT+IPR=9600"), ok);
    EXPECT_EQ(rig.line.rate(), 9600u);
    EXPECT_EQ(rig.end->followed_->rate, 9600);
    EXPECT_NE(rig.command_line("AT"), ok);
    rig.end->rate_ = 9600;
    rig.command_line("");  // ends the line that the garbage began
    EXPECT_EQ(rig.command_line("AT+IPR?"), "\r\n+IPR: 9600\r\n" + std::string(ok));
  }
}

TEST(Uart, AStoredRateIsThereFromTheNextBootOn) {
  Rig rig(Uart::Pacing::none);
  rig.command_line("AT+IPR=57600;&W");
  rig.end->rate_ = 57600;
  rig.command_line("AT+IPR=9600");
  rig.end->rate_ = 9600;
  rig.command_line("AT+RESET");
  EXPECT_EQ(rig.line.rate(), 57600u);
}

TEST(Uart, AutobaudTrainsOnTheHost) {
  Rig rig(Uart::Pacing::by_rate, 0);
  rig.end->rate_ = 9600;
  EXPECT_EQ(rig.command_line("AT"), ok);
  EXPECT_EQ(rig.line.rate(), 9600u);
  EXPECT_EQ(rig.command_line("AT+IPR?"), "\r\n+IPR: 0\r\n" + std::string(ok));
}

// --- who is too fast ------------------------------------------------------------------------------------------------

// A command takes 100 ms, in which 1152 characters come and 64 have room.
TEST(Uart, InputThatOutrunsTheModuleIsLostAndTold) {
  Rig rig(Uart::Pacing::by_rate, 115200, 64, milliseconds(100));
  rig.commands.clear();
  rig.send("AT\r" + std::string(500, 'x') + "\rAT+CSQ\r");
  rig.after(seconds(2));
  EXPECT_GT(rig.lost.size(), 400u);
  EXPECT_THAT(rig.commands, SizeIs(0));
  EXPECT_THAT(rig.notices, ElementsAre(HasSubstr("input was lost")));
}

TEST(Uart, WithRtsCtsTheHostWaitsAndNothingIsLost) {
  Rig rig(Uart::Pacing::by_rate, 115200, 64, milliseconds(100));
  rig.command_line("AT+IFC=2,2");
  rig.commands.clear();
  std::string lines;
  for (int i = 0; i < 60; ++i) lines += "AT+CSQ\r";
  rig.send(lines);
  rig.after(seconds(10));
  EXPECT_EQ(rig.lost, "");
  EXPECT_THAT(rig.commands, SizeIs(60));
}

TEST(Uart, WithXonXoffTheHostIsToldToWait) {
  Rig rig(Uart::Pacing::by_rate, 115200, 64, milliseconds(100));
  rig.command_line("AT+IFC=0,1");
  rig.send("AT\r" + std::string(60, 'x'));
  EXPECT_EQ(rig.after(milliseconds(20)), "\x13");
  EXPECT_EQ(rig.after(milliseconds(200)), std::string(ok) + "\x11");
}

// The module's side waits for the host's XON, and takes neither for data.
TEST(Uart, XoffOfTheHostHoldsTheModuleUp) {
  Rig rig(Uart::Pacing::none);
  rig.command_line("AT+IFC=1,0");
  rig.send("A\x13T\r");
  EXPECT_EQ(rig.after(seconds(1)), "");
  rig.send("\x11");
  EXPECT_EQ(rig.after(milliseconds(1)), ok);
}

TEST(Uart, RtsOfTheHostHoldsTheModuleUpWhereIfcSaysSo) {
  Rig rig(Uart::Pacing::none);
  rig.uart.set_host_lines({.terminal_ready = true, .request_to_send = false});
  EXPECT_EQ(rig.command_line("AT+IFC=2,0"), ok);
  EXPECT_EQ(rig.command_line("AT"), "");
  rig.uart.set_host_lines({.terminal_ready = true, .request_to_send = true});
  EXPECT_EQ(rig.after(milliseconds(1)), ok);
}

// What is on its way to a paced module is bounded: the host's own side has to keep the rest.
TEST(Uart, EndsAreNotReadWhileTheLineIsFull) {
  Rig rig(Uart::Pacing::by_rate, 9600, 64 * 1024);
  rig.send(std::string(Uart::most_on_the_way, ' '));
  EXPECT_TRUE(rig.end->paused_);
  rig.after(seconds(5));
  EXPECT_FALSE(rig.end->paused_);
}

// --- sleep ----------------------------------------------------------------------------------------------------------

// Waking takes 50 ms: at 9600 the first 48 characters or so are lost, and the rest of the same burst is heard.
TEST(Uart, ASleeperLosesTheFirstCharactersOfAPacedLine) {
  Rig rig(Uart::Pacing::by_rate, 9600, 4096);
  rig.command_line("AT+CSCLK=2");
  rig.after(seconds(5));
  rig.send(std::string(60, 'x') + "\rAT\r");
  EXPECT_EQ(rig.after(seconds(1)), ok);
  EXPECT_GE(rig.lost.size(), 45u);
  EXPECT_LE(rig.lost.size(), 56u);
}

}  // namespace
}  // namespace air780
