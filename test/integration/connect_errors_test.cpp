#include <gtest/gtest.h>

#include "test/integration/emulator_process.h"
#include "test/integration/host_line.h"
#include "test/integration/mosquitto.h"
#include "test/integration/session.h"
#include "test/integration/temporary_directory.h"

namespace air780 {
namespace {

// A broker that knows one user.
class Credentials : public testing::Test {
 protected:
  std::string make_configuration() {
    const std::string passwords = directory_.file("passwords");
    run_to_end({"mosquitto_passwd", "-c", "-b", passwords, "user", "password"});
    return "allow_anonymous false\npassword_file " + passwords + "\n";
  }

  TemporaryDirectory directory_;
  Mosquitto broker_{make_configuration()};
  EmulatorProcess emulator_{{"--tcp", "0", "--route", broker_.route()}};
  HostLine host_ = HostLine::tcp(emulator_.tcp_port());
};

// Wrong ones: the broker answers CONNACK 5 and closes.
TEST_F(Credentials, WrongOnesEndInErrorAndClosed) {
  open_link(host_, {R"(,"user","guess")"});
  host_.command("AT+MCONNECT=1,60", {"OK", "ERROR", "CLOSED"});
  host_.command("AT+MQTTSTATU", {"+MQTTSTATU :0", "OK"});
}

TEST_F(Credentials, NoneEndInErrorAndClosed) {
  open_link(host_, {""});
  host_.command("AT+MCONNECT=1,60", {"OK", "ERROR", "CLOSED"});
}

// Right ones, also after wrong ones.
TEST_F(Credentials, RightOnesLetTheModuleIn) {
  open_link(host_, {R"(,"user","guess")"});
  host_.command("AT+MCONNECT=1,60", {"OK", "ERROR", "CLOSED"});
  go_online(host_, {R"(,"user","password")"});
  broker_.wait_for_log("as " + client_id + " (p2, c1, k60, u'user')");
}

// Nobody listens where the route leads.
TEST(ConnectError, AClosedPort) {
  const ClosedPort closed;
  const EmulatorProcess emulator({"--tcp", "0", "--route", "*=127.0.0.1:" + std::to_string(closed.number)});
  HostLine host = HostLine::tcp(emulator.tcp_port());
  host.command(R"(AT+MIPSTART="lbsmqtt.airm2m.com",1884)", {"OK", "STATE: IP INITIAL", "CONNECT FAIL"});
  host.command("AT+MCONNECT=1,60", {"+CME ERROR: 767"});
}

// No route and a name that nobody has (RFC 6761). Where the resolver is slow to say so, the module's patience ends
// first.
TEST(ConnectError, ANameThatDoesNotExist) {
  const EmulatorProcess emulator({"--tcp", "0", "--quirk", "connect-timeout=3s"});
  HostLine host = HostLine::tcp(emulator.tcp_port());
  host.command(R"(AT+MIPSTART="broker.invalid",1884)", {"OK", "STATE: IP INITIAL", "CONNECT FAIL"});
}

// With --broker every name is the broker's.
TEST(NameLookup, WithABrokerGivesItsAddress) {
  const EmulatorProcess emulator({"--tcp", "0", "--broker"});
  HostLine host = HostLine::tcp(emulator.tcp_port());
  host.command("AT+CSTT", {"OK"});
  host.command("AT+CIICR", {"OK"});
  host.command("AT+CIFSR", {});
  host.expect("\r\n");
  host.read_until("\r\n");
  host.command(R"(AT+CDNSGIP="broker.invalid")", {"OK", R"(+CDNSGIP: 1,"broker.invalid","127.0.0.1")"});
}

}  // namespace
}  // namespace air780
