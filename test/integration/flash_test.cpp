#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>

#include "test/integration/emulator_process.h"
#include "test/integration/host_line.h"
#include "test/integration/temporary_directory.h"

namespace air780 {
namespace {

void write(HostLine& host, std::string_view command, std::string_view bytes) {
  host.send(std::string(command) + "\r");
  host.expect(std::string(command) + "\r\r\n>");
  host.send(bytes);
  host.expect("\r\nOK\r\n");
}

// Without --flash the files outlive AT+RESET.
TEST(Flash, FilesOutliveAReset) {
  const EmulatorProcess emulator;
  HostLine host = HostLine::tcp(emulator.tcp_port());
  host.command("AT+FSCREATE=ca.crt", {"OK"});
  write(host, "AT+FSWRITE=ca.crt,0,3,15", "abc");
  host.command("AT+RESET", {"OK"});
  host.read_until("+NITZ: ");
  host.read_until("\r\n");
  host.command("AT+FSFLSIZE=ca.crt", {"+FSFLSIZE: 3", "OK"});
}

// With --flash they outlive the emulator, however it ends: it is killed while the data of an FSWRITE come in.
TEST(Flash, ADirectoryKeepsFilesOverAKill) {
  const TemporaryDirectory directory;
  const std::vector<std::string> arguments = {"--tcp", "0", "--flash", directory.file("flash")};
  {
    EmulatorProcess emulator(arguments);
    HostLine host = HostLine::tcp(emulator.tcp_port());
    host.command("AT+FSMKDIR=certs", {"OK"});
    host.command("AT+FSCREATE=certs/ca.crt", {"OK"});
    write(host, "AT+FSWRITE=certs/ca.crt,0,7,15", std::string_view("\0old\r\n\x1a", 7));
    host.send("AT+FSWRITE=certs/ca.crt,0,7,15\r");
    host.read_until("\r\n>");
    host.send("new");
    emulator.process().signal(SIGKILL);
    EXPECT_EQ(emulator.process().wait_for_end(), -SIGKILL);
  }
  EXPECT_EQ(read_file(directory.file("flash/certs/ca.crt")), std::string("\0old\r\n\x1a", 7));
  EmulatorProcess emulator(arguments);
  HostLine host = HostLine::tcp(emulator.tcp_port());
  host.send("AT+FSREAD=certs/ca.crt,0,10240,0\r");
  host.expect("AT+FSREAD=certs/ca.crt,0,10240,0\r\r\n");
  host.expect(std::string_view("\0old\r\n\x1a", 7));
  host.expect("\r\nOK\r\n");
}

// A file that somebody put there is the module's; what cannot be one is named in the log.
TEST(Flash, ADirectoryMayHoldFilesOfAPerson) {
  const TemporaryDirectory directory;
  directory.write("ca.crt", "certificate");
  directory.write("a:b", "");
  const EmulatorProcess emulator({"--tcp", "0", "--flash", directory.file("")});
  emulator.wait_for_log("a:b: no file of the module can have this name");
  HostLine host = HostLine::tcp(emulator.tcp_port());
  host.command("AT+FSLS=/", {"ca.crt", "OK"});
  host.command("AT+FSFLSIZE=ca.crt", {"+FSFLSIZE: 11", "OK"});
}

// What AT&W keeps is in the directory too. A file that somebody damaged is named in the log and put aside; what is good
// in it holds.
TEST(Flash, ADirectoryKeepsTheSettings) {
  const TemporaryDirectory directory;
  const std::vector<std::string> arguments = {"--tcp", "0", "--flash", directory.file("flash")};
  {
    EmulatorProcess emulator(arguments);
    HostLine host = HostLine::tcp(emulator.tcp_port());
    host.command("AT+CMEE=2", {"OK"});
    host.command("AT+CREG=1;&W", {"OK"});
    host.command("AT+WISN=12", {"OK"});
    emulator.process().signal(SIGKILL);
    EXPECT_EQ(emulator.process().wait_for_end(), -SIGKILL);
  }
  directory.write("flash/.settings", read_file(directory.file("flash/.settings")) + "cgreg=7\n");
  EmulatorProcess emulator(arguments);
  emulator.wait_for_log("cgreg: \"7\" is not a number from 0 to 5");
  emulator.wait_for_log(".settings.old");
  HostLine host = HostLine::tcp(emulator.tcp_port());
  host.command("AT+CMEE?", {"+CMEE :2", "OK"});
  host.command("AT+CREG?", {"+CREG: 1,1", "OK"});
  host.command("AT+WISN?", {"12", "OK"});
}

}  // namespace
}  // namespace air780
