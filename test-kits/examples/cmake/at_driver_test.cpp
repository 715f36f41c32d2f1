// The driver as a program of its own, on the PTY of an emulator that this test started.
#include <air780sim/emulator.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>

namespace {

using namespace std::chrono_literals;

// The driver, until the end of the test.
class Driver {
 public:
  explicit Driver(const std::string& port) {
    const char* arguments[] = {DRIVER, port.c_str(), "0.1", nullptr};
    posix_spawn(&process_, DRIVER, nullptr, nullptr, const_cast<char**>(arguments), environ);
  }
  Driver(const Driver&) = delete;
  Driver& operator=(const Driver&) = delete;
  ~Driver() {
    kill(process_, SIGTERM);
    waitpid(process_, nullptr, 0);
  }

 private:
  pid_t process_ = -1;
};

TEST(AtDriver, HearsThatTheLinkWasClosed) {
  air780sim::Emulator modem;
  modem.fault("on PUBACK< #2: closed");
  const Driver driver(modem.pty());
  EXPECT_TRUE(modem.wait("\"CLOSED\"", 10s)) << modem.transcript();
  EXPECT_TRUE(modem.wait("AT+MIPSTART", 10s)) << modem.transcript();
  EXPECT_TRUE(modem.wait("mqtt=online", 10s)) << modem.transcript();
  EXPECT_TRUE(modem.wait("PUBACK<", 10s)) << modem.transcript();
}

TEST(AtDriver, ComesBackWhenTheModuleRebooted) {
  air780sim::Emulator modem({"--boot-time", "100ms"});
  modem.fault("on PUBACK< #1: reboot");
  const Driver driver(modem.pty());
  EXPECT_TRUE(modem.wait("fault", 10s)) << modem.transcript();
  EXPECT_TRUE(modem.wait("AT+MCONFIG", 10s)) << modem.transcript();
  EXPECT_TRUE(modem.wait("PUBACK<", 10s)) << modem.transcript();
}

}  // namespace
