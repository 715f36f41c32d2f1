// Every way in which a driver reaches the module, by the tools that drivers are written with.
#include <arpa/inet.h>
#include <fcntl.h>
#include <gmock/gmock.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <termios.h>

#include <csignal>
#include <filesystem>

#include "test/integration/emulator_process.h"
#include "test/integration/host_line.h"
#include "test/integration/temporary_directory.h"

namespace air780 {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// The same small flow on any URL of pyserial's.
constexpr const char* pyserial_flow = R"(
import serial, sys
port = serial.serial_for_url(sys.argv[1], 115200, timeout=5)
def command(line):
    port.write(line.encode() + b'\r')
    answer = port.read_until(b'\r\nOK\r\n')
    assert answer.endswith(b'\r\nOK\r\n'), (line, answer)
    return answer
answer = command('ATE0')
assert answer == b'ATE0\r\r\nOK\r\n', answer
assert command('AT+CSQ') == b'\r\n+CSQ: 25,0\r\n\r\nOK\r\n'
assert b'AirM2M_780EP' in command('ATI')
if not sys.argv[1].startswith('socket'):
    command('AT+IPR=9600')
    port.baudrate = 9600
    port.reset_input_buffer()
    assert command('AT') == b'\r\nOK\r\n'
    command('AT+IPR=115200')
    port.baudrate = 115200
    port.reset_input_buffer()
if sys.argv[1].startswith('rfc2217'):
    port.parity, port.stopbits, port.bytesize = 'E', 2, 7
    port.dtr, port.rts, port.break_condition = False, False, True
    assert (port.cts, port.dsr, port.ri, port.cd) == (True, True, False, False)
    port.break_condition = False
    command('AT&C0')
    assert port.cd
command('ATE1')
port.close()
print('passed')
)";

void expect_flow(const std::string& url) {
  const Completed played = run_to_end({"/usr/bin/python3", "-W", "ignore", "-c", pyserial_flow, url});
  EXPECT_EQ(played.output, "passed\n") << played.errors;
}

// A TCP listener as Renode is one: it waits for the emulator.
struct Renode {
  explicit Renode(std::uint16_t wanted = 0) : listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const int yes = 1;
    ::setsockopt(listener.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(wanted);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::bind(listener.get(), reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    EXPECT_EQ(::listen(listener.get(), 1), 0);
    socklen_t size = sizeof address;
    ::getsockname(listener.get(), reinterpret_cast<sockaddr*>(&address), &size);
    port = ntohs(address.sin_port);
  }
  HostLine accept() const { return HostLine::opened(FileDescriptor(::accept(listener.get(), nullptr, nullptr))); }

  FileDescriptor listener;
  std::uint16_t port = 0;
};

TEST(Attachment, PyserialReachesTheModuleByEveryWay) {
  const TemporaryDirectory directory;
  const std::string link = directory.file("air780ep");
  EmulatorProcess emulator({"--pty", link, "--tcp", "0", "--rfc2217", "0", "--log-level", "debug"});
  expect_flow("rfc2217://" + emulator.value_of("rfc2217"));
  expect_flow("socket://" + emulator.tcp_address());
  expect_flow(link);
  emulator.wait_for_log("the host's rate is 9600");
  emulator.wait_for_log("dtr: on -> off");
}

bool set_rate(const FileDescriptor& device, speed_t rate) {
  termios settings{};
  return ::tcgetattr(device.get(), &settings) == 0 && ::cfsetspeed(&settings, rate) == 0 &&
         ::tcsetattr(device.get(), TCSANOW, &settings) == 0;
}

// On the bench a host at the wrong rate sees garbage, and so does the module.
TEST(Attachment, AHostOfThePtyAtAnotherRateIsNotUnderstood) {
  const TemporaryDirectory directory;
  const std::string link = directory.file("air780ep");
  EmulatorProcess emulator({"--pty", link});
  const FileDescriptor settings(::open(link.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC));
  HostLine host = HostLine::pty(link);
  host.command("ATE0", {"OK"});
  ASSERT_TRUE(set_rate(settings, B9600));
  host.send("AT\r");
  emulator.wait_for_log("the host set 9600 bit/s, the module is at 115200");
  ASSERT_TRUE(set_rate(settings, B115200));
  host.send("\rAT+IPR=9600\r");
  host.read_until("\r\nOK\r\n");
  ASSERT_TRUE(set_rate(settings, B9600));
  host.command_without_echo("AT+IPR?", {"+IPR: 9600", "OK"});
}

TEST(Attachment, AnyRateIsUnderstoodWhereThatIsAskedFor) {
  const TemporaryDirectory directory;
  const std::string link = directory.file("air780ep");
  const EmulatorProcess emulator({"--pty", link, "--any-baud"});
  const FileDescriptor settings(::open(link.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC));
  ASSERT_TRUE(set_rate(settings, B9600));
  HostLine host = HostLine::pty(link);
  host.command("ATE0", {"OK"});
}

// The PTY is there at the rate of the module, and the last of the boot lines may still be on its way.
TEST(Attachment, APacedPortIsThereAtItsRate) {
  const TemporaryDirectory directory;
  const std::string link = directory.file("air780ep");
  const EmulatorProcess emulator({"--pty", link, "--baud", "9600"});
  HostLine host = HostLine::pty(link);
  host.send("ATE0\r");
  host.read_until("ATE0\r\r\nOK\r\n");
  host.command_without_echo("AT+IPR?", {"+IPR: 9600", "OK"});
}

// gensio's client is written from the same RFC by somebody else.
TEST(Attachment, GensioReachesTheModuleByRfc2217) {
  const EmulatorProcess emulator({"--rfc2217", "0"});
  const std::string port = std::to_string(port_of(emulator.value_of("rfc2217")));
  const TemporaryDirectory directory;
  const std::string script =
      "cd \"$0\" && mkfifo in && { gensiot -i 'stdio(self)' \"telnet(rfc2217=1),tcp,127.0.0.1,$1\" <in >out & } && "
      "exec 3>in && printf 'AT+CSQ\\r' >&3 && until grep -q OK out; do sleep 0.05; done; exec 3>&-; wait; cat out";
  const Completed played = run_to_end({"sh", "-c", script, directory.file(""), port});
  EXPECT_THAT(played.output, HasSubstr("\r\n+CSQ: 25,0\r\n\r\nOK\r\n")) << played.errors;
}

TEST(Attachment, ConnectFindsAListenerThatComesLaterAndComesBack) {
  std::uint16_t port = 0;
  { port = Renode().port; }
  const EmulatorProcess emulator({"--connect", "127.0.0.1:" + std::to_string(port)});
  EXPECT_EQ(emulator.ready_lines().at(1), "connect 127.0.0.1:" + std::to_string(port));
  emulator.wait_for_log("trying again");
  {
    const Renode renode(port);
    HostLine board = renode.accept();
    board.command("ATE0", {"OK"});
  }
  const Renode renode(port);
  HostLine board = renode.accept();
  board.command_without_echo("AT+CSQ", {"+CSQ: 25,0", "OK"});
}

// QEMU and Zephyr hold the master of a PTY and say where its slave is.
TEST(Attachment, TtyUsesAPtyOfSomebodyElse) {
  FileDescriptor master(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC));
  ASSERT_EQ(::unlockpt(master.get()), 0);
  const std::string device = ::ptsname(master.get());
  const EmulatorProcess emulator({"--tty", device, "--baud", "57600", "--boot-time", "0"});
  EXPECT_EQ(emulator.ready_lines().at(1), "tty " + device);
  HostLine board = HostLine::opened(std::move(master));
  board.read_until("+NITZ: ");
  board.read_until("\r\n");
  board.command("AT", {"OK"});
}

// The driver's container sees a PTY, the emulator runs in another one; either may be restarted.
TEST(Attachment, AttachGivesAPtyForAnEmulatorElsewhere) {
  const TemporaryDirectory directory;
  const std::string link = directory.file("modem");
  auto emulator = std::make_unique<EmulatorProcess>();
  const std::string address = emulator->tcp_address();
  EmulatorProcess attached({"attach", address, "--pty", link});
  EXPECT_THAT(attached.ready_lines(), ElementsAre("pty " + link, "connect " + address, "ready"));
  HostLine host = HostLine::pty(link);
  host.command("ATE0", {"OK"});
  emulator.reset();
  attached.wait_for_log("the connection was lost");
  emulator = std::make_unique<EmulatorProcess>(std::vector<std::string>{"--tcp", address});
  attached.wait_for_log(": connected", 2);
  // Perhaps behind lines of the boot.
  host.send("AT+CSQ\r");
  host.read_until("\r\n+CSQ: 25,0\r\n\r\nOK\r\n");
  attached.process().signal(SIGTERM);
  EXPECT_EQ(attached.process().wait_for_end(std::chrono::seconds(1)), 0);
  EXPECT_FALSE(std::filesystem::is_symlink(link));
}

TEST(Attachment, AttachForwardsTheRateOfItsPtyByRfc2217) {
  const TemporaryDirectory directory;
  const std::string link = directory.file("modem");
  const EmulatorProcess emulator({"--rfc2217", "0", "--log-level", "debug"});
  const EmulatorProcess attached({"attach", emulator.value_of("rfc2217"), "--rfc2217", "--pty", link});
  expect_flow(link);
  emulator.wait_for_log("the host's rate is 9600");
}

}  // namespace
}  // namespace air780
