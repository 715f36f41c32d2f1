// The FS commands where dialogues do not reach: a full flash, a flash that fails, reboots, and what is told of changes.
#include <gmock/gmock.h>

#include "test/fake/module_rig.h"
#include "test/unit/protocol/answers.h"

namespace air780 {
namespace {

using std::chrono::seconds;
using testing::ElementsAre;

const std::string prompt = "\r\n>";

std::string write(fake::ModuleRig& rig, const std::string& name, int mode, const std::string& bytes) {
  const std::string command = "AT+FSWRITE=" + name + "," + std::to_string(mode) + "," + std::to_string(bytes.size());
  EXPECT_EQ(rig.command(command + ",10"), prompt);
  rig.send(bytes);
  rig.advance(std::chrono::milliseconds(10));
  return rig.take();
}

TEST(FlashCommands, AFullFlashSays20AndTheFileStaysAsItWas) {
  fake::ModuleRig rig;
  ASSERT_EQ(rig.command("AT+FSCREATE=a"), ok);
  for (int i = 0; i < 6; ++i) ASSERT_EQ(write(rig, "a", 1, std::string(10240, 'a')), ok);
  EXPECT_EQ(rig.command("AT+FSMEM"), told("+FSMEM: 2596 bytes"));
  EXPECT_EQ(write(rig, "a", 1, std::string(2597, 'b')), cme(20));
  EXPECT_EQ(rig.command("AT+FSFLSIZE=a"), told("+FSFLSIZE: 61440"));
  EXPECT_EQ(write(rig, "a", 1, std::string(2596, 'c')), ok);
  EXPECT_EQ(rig.command("AT+FSMEM"), told("+FSMEM: 0 bytes"));
  EXPECT_EQ(rig.command("AT+FSCREATE=b"), cme(20));
  EXPECT_EQ(rig.command("AT+FSMKDIR=b"), cme(20));
  // Replacing needs no room beside the old content.
  EXPECT_EQ(write(rig, "a", 0, "d"), ok);
  EXPECT_EQ(rig.command("AT+FSREAD=a,0,10240,0"), "\r\nd" + ok);
}

TEST(FlashCommands, AFileMadeByFswriteIsGoneWhenItDoesNotFit) {
  ModelProfile profile;
  profile.quirks.fswrite_missing = Quirks::FswriteMissing::create;
  fake::ModuleRig rig(profile);
  for (int i = 0; i < 6; ++i) ASSERT_EQ(write(rig, "a", 1, std::string(10240, 'a')), ok);
  EXPECT_EQ(write(rig, "b", 0, std::string(3000, 'b')), cme(20));
  EXPECT_EQ(rig.command("AT+FSLS=/"), told("a"));
}

TEST(FlashCommands, TheLargestPieceGoesInAndOut) {
  fake::ModuleRig rig;
  std::string bytes;
  for (int i = 0; i < 10240; ++i) bytes += static_cast<char>(i);
  ASSERT_EQ(rig.command("AT+FSCREATE=a"), ok);
  ASSERT_EQ(write(rig, "a", 0, bytes), ok);
  EXPECT_EQ(rig.command("AT+FSREAD=a,0,10240,0"), "\r\n" + bytes + ok);
}

TEST(FlashCommands, FilesOutliveAReboot) {
  fake::ModuleRig rig;
  ASSERT_EQ(rig.command("AT+FSCREATE=a"), ok);
  ASSERT_EQ(write(rig, "a", 0, "kept"), ok);
  ASSERT_EQ(rig.command("AT+FSREADHEAD=1"), ok);
  rig.command("AT+RESET", seconds(2));
  rig.command("ATE0");
  EXPECT_EQ(rig.command("AT+FSREAD=a,0,4,0"), "\r\nkept" + ok) << "and FSREADHEAD is 0 again";
}

TEST(FlashCommands, ARebootWhileDataIsAwaitedLeavesTheFile) {
  fake::ModuleRig rig;
  ASSERT_EQ(rig.command("AT+FSCREATE=a"), ok);
  ASSERT_EQ(write(rig, "a", 0, "kept"), ok);
  ASSERT_EQ(rig.command("AT+FSWRITE=a,0,4,10"), prompt);
  rig.send("los");
  rig.module.power_off();
  rig.module.power_on();
  rig.advance(seconds(20));
  rig.take();
  EXPECT_EQ(rig.command("AT+FSREAD=a,0,4,0"), "\r\nkept" + ok);
}

TEST(FlashCommands, TheTimeRunsFromThePrompt) {
  fake::ModuleRig rig;
  ASSERT_EQ(rig.command("AT+FSCREATE=a"), ok);
  ASSERT_EQ(rig.command("AT+FSWRITE=a,0,100,15", {}), prompt);
  for (int i = 0; i < 14; ++i) {
    rig.advance(seconds(1));
    rig.send("x");
    ASSERT_EQ(rig.take(), "");
  }
  rig.advance(seconds(1));
  EXPECT_EQ(rig.take(), framed("TimeOut"));
  EXPECT_EQ(rig.command("AT+FSFLSIZE=a"), told("+FSFLSIZE: 0"));
}

TEST(FlashCommands, TheLongestTimeIsATime) {
  fake::ModuleRig rig;
  ASSERT_EQ(rig.command("AT+FSCREATE=a"), ok);
  ASSERT_EQ(rig.command("AT+FSWRITE=a,0,2,4294967295"), prompt);
  rig.advance(std::chrono::hours(24 * 365));
  rig.send("ab");
  EXPECT_EQ(rig.take(), ok);
}

TEST(FlashCommands, TextsOfAtq1Stay) {
  fake::ModuleRig rig;
  ASSERT_EQ(rig.command("AT+FSCREATE=a"), ok);
  ASSERT_EQ(write(rig, "a", 0, "data"), ok);
  rig.command("ATE0Q1");
  EXPECT_EQ(rig.command("AT+FSREAD=a,0,4,0"), framed("data"));
  EXPECT_EQ(rig.command("AT+FSWRITE=a,0,4,1", seconds(2)), prompt + framed("TimeOut"));
}

// What a flash whose chip is worn out answers to every change.
class WornFlash final : public Flash {
 public:
  Outcome<void> create(std::string_view) override { return FlashError::failed; }
  Outcome<void> write(std::string_view, std::string_view) override { return FlashError::failed; }
  Outcome<void> append(std::string_view, std::string_view) override { return FlashError::failed; }
  Outcome<std::string> read(std::string_view) const override { return std::string("old"); }
  Outcome<std::size_t> size(std::string_view) const override { return std::size_t{3}; }
  Outcome<void> remove(std::string_view) override { return FlashError::failed; }
  Outcome<void> make_directory(std::string_view) override { return FlashError::failed; }
  Outcome<void> remove_directory(std::string_view) override { return FlashError::failed; }
  Outcome<std::vector<FlashEntry>> list(std::string_view) const override { return std::vector<FlashEntry>{}; }
  std::size_t free_bytes() const override { return 0; }
};

class ChangesOf final : public EventListener {
 public:
  explicit ChangesOf(EventStream& events) { events.add(*this); }
  std::vector<std::string> heard;

 private:
  void on_event(const Event& event) override {
    if (const auto* change = std::get_if<FileChanged>(&event.body)) {
      heard.push_back(std::string(change->name) + " " + std::string(change->what));
    }
  }
};

TEST(FlashCommands, AFlashThatFailsSays23AndNoChangeIsTold) {
  fake::VirtualScheduler scheduler;
  EventStream events(scheduler);
  ChangesOf changes(events);
  fake::MemoryNetwork network(scheduler);
  fake::MemoryMqttClient mqtt(scheduler);
  WornFlash flash;
  struct Written final : SerialOutput, ModemLineOutput {
    void transmit(std::string_view bytes) override { all += bytes; }
    void drive(const ModemLines&) override {}
    std::string all;
  } written;
  Module module({}, {scheduler, network, mqtt, written, events, flash, written});
  module.power_on();
  scheduler.advance(seconds(1));
  module.receive("ATE0\r");
  const auto say = [&](std::string_view line) {
    written.all.clear();
    module.receive(line);
    scheduler.advance(seconds(1));
    return written.all;
  };
  EXPECT_EQ(say("AT+FSWRITE=a,0,3,10\rnew"), prompt + cme(23));
  EXPECT_EQ(say("AT+FSDEL=a\r"), cme(23));
  EXPECT_EQ(say("AT+FSMKDIR=d\r"), cme(23));
  EXPECT_EQ(say("AT+FSRMDIR=d\r"), cme(23));
  EXPECT_THAT(changes.heard, testing::IsEmpty());
}

TEST(FlashCommands, EveryChangeIsTold) {
  fake::ModuleRig rig;
  ChangesOf changes(rig.events);
  ASSERT_EQ(rig.command("AT+FSMKDIR=/d"), ok);
  ASSERT_EQ(rig.command("AT+FSCREATE=d/a"), ok);
  ASSERT_EQ(rig.command("AT+FSCREATE=d/a"), ok);
  ASSERT_EQ(write(rig, "d/a", 0, "x"), ok);
  ASSERT_EQ(rig.command("AT+FSREAD=d/a,0,1,0;+FSRMDIR=d"), "\r\nx" + error);
  ASSERT_EQ(rig.command("AT+FSDEL=d/a;+FSRMDIR=d"), ok);
  EXPECT_THAT(changes.heard, ElementsAre("/d created", "d/a created", "d/a written", "d/a removed", "d removed"));
}

}  // namespace
}  // namespace air780
