#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "test/integration/emulator_process.h"
#include "test/integration/temporary_directory.h"

namespace air780 {
namespace {

using testing::AllOf;
using testing::HasSubstr;

// The program ends by itself with exit code 2, says nothing on stdout, and on stderr what is wrong.
template <typename Matcher>
void expect_refused(const std::vector<std::string>& arguments, const Matcher& message) {
  const Completed refused = run_to_end(emulator_command(arguments));
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_EQ(refused.output, "");
  EXPECT_THAT(refused.errors, message);
}

TEST(UsageError, APortThatIsNoPort) {
  expect_refused({"--tcp", "99999"}, AllOf(HasSubstr("--tcp"), HasSubstr("99999"), HasSubstr("65535")));
  expect_refused({"--tcp", "serial"}, AllOf(HasSubstr("--tcp"), HasSubstr("serial"), HasSubstr("65535")));
}

TEST(UsageError, AnUnknownOption) { expect_refused({"--brokr"}, AllOf(HasSubstr("--brokr"), HasSubstr("--help"))); }

TEST(UsageError, AnUnknownQuirkAndAnUnknownValueOfOne) {
  expect_refused({"--quirk", "mdisconect=abort"},
                 AllOf(HasSubstr("--quirk"), HasSubstr("mdisconect"), HasSubstr("mdisconnect, ")));
  expect_refused({"--quirk", "mdisconnect=sometimes"},
                 AllOf(HasSubstr("mdisconnect"), HasSubstr("sometimes"), HasSubstr("abort|graceful")));
}

TEST(UsageError, APinThatIsNone) {
  expect_refused({"--pin", "12x4"}, AllOf(HasSubstr("--pin"), HasSubstr("12x4"), HasSubstr("4 to 8 digits")));
}

TEST(UsageError, ARouteThatIsNoRoute) {
  expect_refused({"--route", "broker.example"},
                 AllOf(HasSubstr("--route"), HasSubstr("broker.example"), HasSubstr("HOST[:PORT]=ADDR:PORT")));
  expect_refused({"--route", "broker.example=localhost"},
                 AllOf(HasSubstr("--route"), HasSubstr("localhost"), HasSubstr("HOST:PORT")));
}

TEST(UsageError, ASerialDeviceThatIsNone) {
  expect_refused({"--tty", "/dev/null"}, AllOf(HasSubstr("/dev/null"), HasSubstr("not a serial device")));
  expect_refused({"--tty", "/dev/no-such-tty"}, AllOf(HasSubstr("/dev/no-such-tty"), HasSubstr("No such file")));
}

TEST(UsageError, APeerThatIsNone) {
  expect_refused({"--connect", "renode"}, AllOf(HasSubstr("--connect"), HasSubstr("renode"), HasSubstr("HOST:PORT")));
  expect_refused({"attach"}, HasSubstr("EMULATOR"));
  expect_refused({"attach", "7800"}, AllOf(HasSubstr("7800"), HasSubstr("HOST:PORT")));
}

TEST(UsageError, ARateThatNoPortHas) {
  expect_refused({"--baud", "0"}, AllOf(HasSubstr("--baud"), HasSubstr("4000000")));
}

TEST(UsageError, ALatencyThatIsNone) {
  expect_refused({"--latency", "slow"}, AllOf(HasSubstr("slow"), HasSubstr("measured"), HasSubstr("gap")));
}

// A link in the place of which a file stands: the file is somebody's, and stays.
TEST(UsageError, ALinkThatIsAFile) {
  const TemporaryDirectory directory;
  const std::string file = directory.write("notes", "mine");
  expect_refused({"--pty", file}, AllOf(HasSubstr(file), HasSubstr("not a symlink"), HasSubstr("another link")));
  EXPECT_EQ(read_file(file), "mine");
}

// A second emulator at the port of a first one.
TEST(UsageError, APortInUse) {
  const EmulatorProcess first;
  expect_refused({"--tcp", first.tcp_address()}, AllOf(HasSubstr(first.tcp_address()), HasSubstr("in use")));
}

// A second emulator at the link of a first one, which keeps it.
TEST(UsageError, ALinkInUse) {
  const TemporaryDirectory directory;
  const std::string link = directory.file("air780ep");
  const EmulatorProcess first({"--pty", link});
  expect_refused({"--pty", link}, AllOf(HasSubstr(link), HasSubstr("another running emulator")));
}

// Other machines could come in there, and nothing would keep them out.
TEST(UsageError, AControlApiForEverybodyWithoutAToken) {
  expect_refused({"--tcp", "0", "--control", "0.0.0.0:0"},
                 AllOf(HasSubstr("--control 0.0.0.0:0"), HasSubstr("--control-token"), HasSubstr("127.0.0.1")));
}

TEST(UsageError, ATraceThatCannotBeWritten) {
  expect_refused({"--tcp", "0", "--trace", "/nowhere/trace"}, AllOf(HasSubstr("--trace"), HasSubstr("/nowhere/trace")));
}

TEST(UsageError, ACaptureThatCannotBeWritten) {
  expect_refused({"--tcp", "0", "--pcap", "/nowhere/x.pcap"}, AllOf(HasSubstr("--pcap"), HasSubstr("/nowhere/x.pcap")));
}

TEST(UsageError, AFlashThatCannotBeKeptThere) {
  expect_refused({"--tcp", "0", "--flash", "/proc/nowhere"}, AllOf(HasSubstr("--flash"), HasSubstr("/proc/nowhere")));
  const TemporaryDirectory directory;
  const std::string file = directory.write("notes", "mine");
  expect_refused({"--tcp", "0", "--flash", file}, AllOf(HasSubstr("--flash"), HasSubstr(file)));
  EXPECT_EQ(read_file(file), "mine");
  const EmulatorProcess first({"--tcp", "0", "--flash", directory.file("flash")});
  expect_refused({"--tcp", "0", "--flash", directory.file("flash")}, HasSubstr("another running emulator"));
}

// The first mosquitto of PATH is one that only complains.
TEST(UsageError, AMosquittoThatDoesNotStart) {
  const TemporaryDirectory directory;
  const std::string program = directory.write("mosquitto", "#!/bin/sh\necho 'Error: out of order' >&2\nexit 3\n");
  ASSERT_EQ(run_to_end({"chmod", "+x", program}).exit_code, 0);
  std::vector<std::string> command = emulator_command({"--tcp", "0", "--broker"});
  command.insert(command.begin(), {"env", "PATH=" + directory.file("") + ":/usr/bin:/bin"});
  const Completed refused = run_to_end(command);
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_THAT(refused.errors, AllOf(HasSubstr("mosquitto"), HasSubstr("exit code 3"), HasSubstr("out of order")));
}

// No mosquitto anywhere: empty folders lie over those in which it could be.
TEST(UsageError, NoMosquitto) {
  if (run_to_end({"unshare", "-rm", "true"}).exit_code != 0) GTEST_SKIP() << "needs a mount namespace";
  const std::string script =
      "mount -t tmpfs none /usr/sbin && mount -t tmpfs none /usr/local/sbin && "
      "PATH=/usr/bin:/bin exec \"$0\" --tcp 0 --broker";
  const Completed refused = run_to_end({"unshare", "-rm", "sh", "-c", script, emulator_command({}).front()});
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_THAT(refused.errors, AllOf(HasSubstr("mosquitto not found"), HasSubstr("apt-get install mosquitto")));
}

}  // namespace
}  // namespace air780
