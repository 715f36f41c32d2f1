#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>

#include "test/integration/emulator_process.h"
#include "test/integration/host_line.h"
#include "test/integration/process_table.h"
#include "test/integration/session.h"
#include "test/integration/temporary_directory.h"

namespace air780 {
namespace {

// The module is online and a host is connected; a signal ends the emulator with exit code 0 within the promised second
// (the bound leaves room for a busy machine). Nothing of it is left: no link, no lock beside it, no broker, and its
// port is free at once.
class Shutdown : public testing::TestWithParam<int> {};

TEST_P(Shutdown, LeavesNothingBehind) {
  const TemporaryDirectory directory;
  const std::string link = directory.file("air780ep");
  EmulatorProcess emulator({"--pty", link, "--tcp", "0", "--broker"});
  HostLine host = HostLine::tcp(emulator.tcp_port());
  go_online(host);
  const std::vector<pid_t> brokers = children_of(emulator.process().id(), "mosquitto");
  ASSERT_EQ(brokers.size(), 1U);

  const auto asked = std::chrono::steady_clock::now();
  emulator.process().signal(GetParam());
  EXPECT_EQ(emulator.process().wait_for_end(), 0) << emulator.process().errors().text();
  EXPECT_LT(std::chrono::steady_clock::now() - asked, std::chrono::seconds(3));

  EXPECT_TRUE(host.ended());
  EXPECT_FALSE(std::filesystem::is_symlink(link));
  EXPECT_TRUE(std::filesystem::is_empty(directory.file("")));
  EXPECT_FALSE(process_exists(brokers.front()));
  const EmulatorProcess successor({"--tcp", emulator.tcp_address()});
  EXPECT_EQ(successor.tcp_port(), emulator.tcp_port());
}

INSTANTIATE_TEST_SUITE_P(Signals, Shutdown, testing::Values(SIGTERM, SIGINT, SIGHUP),
                         [](const auto& test) { return std::string(::sigabbrev_np(test.param)); });

// A killed emulator cannot tidy up; its broker goes all the same, and its link and port are no obstacle for the next.
TEST(KilledEmulator, IsNoObstacleForTheNext) {
  const TemporaryDirectory directory;
  const std::string link = directory.file("air780ep");
  EmulatorProcess first({"--pty", link, "--tcp", "0", "--broker=" + directory.file("broker")});
  first.process().signal(SIGKILL);
  EXPECT_EQ(first.process().wait_for_end(), -SIGKILL);
  const EmulatorProcess second({"--pty", link, "--tcp", first.tcp_address()});
  HostLine host = HostLine::pty(link);
  host.command("AT", {"OK"});
}

}  // namespace
}  // namespace air780
