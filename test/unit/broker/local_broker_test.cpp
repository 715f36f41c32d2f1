// A real mosquitto as a child; the tests that need it are skipped where it is not installed.
#include "sim/broker/local_broker.h"

#include <gmock/gmock.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <optional>

#include "test/unit/network/run_until.h"
#include "test/unit/serial/temporary_directory.h"

namespace air780 {
namespace {

namespace asio = boost::asio;
namespace filesystem = std::filesystem;
using asio::ip::tcp;
using testing::HasSubstr;
using testing::StartsWith;

using Outcome = boost::system::result<BrokerEndpoints, std::string>;

class LocalBrokerTest : public testing::Test {
 protected:
  Outcome start(LocalBroker& broker) {
    std::optional<Outcome> outcome;
    broker.start([&](const Outcome& result) { outcome = result; });
    EXPECT_FALSE(outcome.has_value()) << "called from inside";
    EXPECT_TRUE(test::run_until(context_, [&] { return outcome.has_value(); }));
    return outcome.value_or(Outcome("no answer"));
  }

  // As above, for the tests that are about a broker that runs.
  bool runs(LocalBroker& broker) {
    const Outcome outcome = start(broker);
    if (!outcome) complaint_ = outcome.error();
    return outcome.has_value();
  }

  bool accepts(const Endpoint& address) {
    return test::run_until(context_, [&] {
      tcp::socket socket(context_);
      boost::system::error_code error;
      socket.connect({asio::ip::make_address(address.host), address.port}, error);
      return !error;
    });
  }

  // A program that does what the script says instead of being a broker.
  std::string fake(const std::string& script) const {
    const std::string path = directory_.file("fake-mosquitto");
    std::ofstream(path) << "#!/bin/sh\n" << script << "\n";
    ::chmod(path.c_str(), 0755);
    return path;
  }

  std::string fails(const std::string& program) {
    LocalBroker broker(context_, log_, {{}, program});
    const Outcome outcome = start(broker);
    EXPECT_FALSE(outcome);
    EXPECT_EQ(broker.process_id(), 0);
    return outcome ? "" : outcome.error();
  }

  static bool is_gone(pid_t process) { return ::kill(process, 0) != 0 && errno == ESRCH; }

  asio::io_context context_;
  Log log_{LogLevel::off};
  test::TemporaryDirectory directory_;
  std::string complaint_;
};

#define SKIP_WITHOUT_MOSQUITTO(broker)                                                 \
  if (!runs(broker)) {                                                                 \
    if (complaint_.find("not found") != std::string::npos) GTEST_SKIP() << complaint_; \
    FAIL() << complaint_;                                                              \
  }

TEST_F(LocalBrokerTest, AcceptsConnectionsOnceItSaysSo) {
  LocalBroker broker(context_, log_);
  SKIP_WITHOUT_MOSQUITTO(broker);
  EXPECT_EQ(broker.addresses().plain.host, "127.0.0.1");
  tcp::socket socket(context_);
  socket.connect({asio::ip::address_v4::loopback(), broker.addresses().plain.port});
}

TEST_F(LocalBrokerTest, TwoDoNotGetInEachOthersWay) {
  LocalBroker first(context_, log_);
  LocalBroker second(context_, log_);
  SKIP_WITHOUT_MOSQUITTO(first);
  SKIP_WITHOUT_MOSQUITTO(second);
  EXPECT_NE(first.addresses().plain.port, second.addresses().plain.port);
}

TEST_F(LocalBrokerTest, CarriesMessagesWhateverTheCredentials) {
  if (std::system("command -v mosquitto_pub >/dev/null && command -v mosquitto_sub >/dev/null") != 0) {
    GTEST_SKIP() << "no mosquitto_pub and mosquitto_sub: apt-get install mosquitto-clients";
  }
  LocalBroker broker(context_, log_);
  SKIP_WITHOUT_MOSQUITTO(broker);
  const std::string at = " -h 127.0.0.1 -p " + std::to_string(broker.addresses().plain.port);
  const std::string publish = "mosquitto_pub" + at + " -u nobody -P wrong -t greeting -r -m hello";
  EXPECT_EQ(std::system(publish.c_str()), 0);
  const std::string subscribe = "mosquitto_sub" + at + " -t greeting -C 1 -W 20";
  FILE* const output = ::popen(subscribe.c_str(), "r");
  ASSERT_NE(output, nullptr);
  std::array<char, 64> line{};
  const char* const got = std::fgets(line.data(), line.size(), output);
  ::pclose(output);
  ASSERT_NE(got, nullptr);
  EXPECT_STREQ(line.data(), "hello\n");
}

// What OpenSSL makes of our certificates, as every other client of this broker will.
TEST_F(LocalBrokerTest, SpeaksTlsAndMutualTls) {
  if (std::system("command -v mosquitto_pub >/dev/null") != 0) {
    GTEST_SKIP() << "no mosquitto_pub: apt-get install mosquitto-clients";
  }
  LocalBroker broker(context_, log_);
  SKIP_WITHOUT_MOSQUITTO(broker);
  const std::string directory = broker.directory() + "/";
  const auto publishes = [&](const Endpoint& at, const std::string& host, const std::string& options) {
    const std::string command = "mosquitto_pub -h " + host + " -p " + std::to_string(at.port) + " --cafile " +
                                directory + "ca.crt " + options + " -q 1 -t t -m m >/dev/null 2>&1";
    return std::system(command.c_str()) == 0;
  };
  const std::string identity = "--cert " + directory + "client.crt --key " + directory + "client.key";
  EXPECT_TRUE(publishes(broker.addresses().tls, "127.0.0.1", ""));
  EXPECT_TRUE(publishes(broker.addresses().tls, "localhost", ""));
  EXPECT_TRUE(publishes(broker.addresses().mutual_tls, "127.0.0.1", identity));
  EXPECT_FALSE(publishes(broker.addresses().mutual_tls, "127.0.0.1", "")) << "without a certificate";
}

TEST_F(LocalBrokerTest, LeavesNothingBehind) {
  std::string directory;
  pid_t process = 0;
  {
    LocalBroker broker(context_, log_);
    SKIP_WITHOUT_MOSQUITTO(broker);
    directory = broker.directory();
    process = broker.process_id();
    EXPECT_TRUE(filesystem::exists(directory));
  }
  EXPECT_TRUE(is_gone(process)) << "not even a zombie";
  EXPECT_FALSE(filesystem::exists(directory));
}

TEST_F(LocalBrokerTest, KeepsADirectoryThatWasGiven) {
  const std::string given = directory_.file("made/for/it");
  {
    LocalBroker broker(context_, log_, {.directory = given});
    SKIP_WITHOUT_MOSQUITTO(broker);
    EXPECT_EQ(broker.directory(), given);
  }
  EXPECT_TRUE(filesystem::exists(given + "/mosquitto.conf"));
  EXPECT_TRUE(filesystem::exists(given + "/ca.crt"));
}

TEST_F(LocalBrokerTest, IsStartedAgainOnTheSamePorts) {
  testing::internal::CaptureStderr();
  Log warnings(LogLevel::warning);
  {
    LocalBroker broker(context_, warnings);
    if (!runs(broker)) {
      testing::internal::GetCapturedStderr();
      GTEST_SKIP() << complaint_;
    }
    const BrokerEndpoints addresses = broker.addresses();
    for (int round = 0; round < 2; ++round) {
      const pid_t killed = broker.process_id();
      ::kill(killed, SIGKILL);
      EXPECT_TRUE(test::run_until(context_, [&] { return broker.process_id() != 0 && broker.process_id() != killed; }));
      EXPECT_EQ(broker.addresses(), addresses);
      EXPECT_TRUE(accepts(addresses.plain));
      EXPECT_TRUE(accepts(addresses.tls));
      EXPECT_TRUE(accepts(addresses.mutual_tls));
    }
  }
  const std::string said = testing::internal::GetCapturedStderr();
  EXPECT_THAT(said, HasSubstr("killed by signal 9; starting it again in 300 ms"));
  EXPECT_THAT(said, HasSubstr("killed by signal 9; starting it again in 600 ms"));
}

TEST_F(LocalBrokerTest, PassesItsLogOn) {
  testing::internal::CaptureStderr();
  Log everything(LogLevel::debug);
  bool up = false;
  {
    LocalBroker broker(context_, everything);
    up = runs(broker);
  }
  const std::string said = testing::internal::GetCapturedStderr();
  if (!up) GTEST_SKIP() << complaint_;
  EXPECT_THAT(said, HasSubstr("debug: mosquitto: mosquitto version"));
  EXPECT_THAT(said, testing::Not(HasSubstr("warning")));
}

// The process that owns it gets no chance to clean up, and still it dies.
TEST_F(LocalBrokerTest, DiesWithItsOwner) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  const pid_t owner = ::fork();
  if (owner == 0) {
    asio::io_context context;
    LocalBroker broker(context, log_, {.directory = directory_.file("owned")});
    pid_t process = 0;
    broker.start([&](const Outcome& result) {
      process = result ? broker.process_id() : -1;
      if (::write(ends[1], &process, sizeof process) < 0) ::_exit(1);
    });
    while (true) test::run_until(context, [] { return false; });
  }
  ::close(ends[1]);
  pid_t process = 0;
  const ssize_t size = ::read(ends[0], &process, sizeof process);
  ::kill(owner, SIGKILL);
  ::waitpid(owner, nullptr, 0);
  ::close(ends[0]);
  ASSERT_EQ(size, static_cast<ssize_t>(sizeof process));
  if (process == -1) GTEST_SKIP() << "no broker";
  // Whoever adopts the orphan may be slow to wait for it, so a zombie counts as dead.
  EXPECT_TRUE(test::run_until(context_, [&] {
    std::ifstream status("/proc/" + std::to_string(process) + "/stat");
    std::string word;
    char state = '?';
    status >> word >> word >> state;
    return !status || state == 'Z';
  }));
}

TEST_F(LocalBrokerTest, SaysWhatToInstall) {
  EXPECT_EQ(fails("no-such-broker"), "no-such-broker not found: install it with apt-get install mosquitto");
  EXPECT_THAT(fails(directory_.file("missing")), HasSubstr("missing not found: install it"));
}

TEST_F(LocalBrokerTest, FailsWithTheLastWordsOfTheChild) {
  EXPECT_EQ(fails(fake("echo 'Error: out of cheese.'; exit 3")),
            "mosquitto did not start, exit code 3: Error: out of cheese.");
}

TEST_F(LocalBrokerTest, TakesOtherPortsWhenOneIsTaken) {
  // Each try shows the port of its configuration.
  fails(fake("grep listener $2 >> " + directory_.file("tried") + "; echo 'Error: Address already in use'; exit 1"));
  std::ifstream tried(directory_.file("tried"));
  std::vector<std::string> lines;
  for (std::string line; std::getline(tried, line);) {
    if (line.starts_with("listener ")) lines.push_back(line);
  }
  ASSERT_EQ(lines.size(), 15u) << "five tries with three listeners each";
  EXPECT_NE(lines[0], lines[3]);
}

TEST_F(LocalBrokerTest, FailsWhenTheProgramCannotBeRun) {
  const std::string program = directory_.file("no-program");
  std::ofstream(program) << "neither a script nor a binary";
  ::chmod(program.c_str(), 0755);
  EXPECT_THAT(fails(program), HasSubstr("the program cannot be run"));
}

TEST_F(LocalBrokerTest, FailsWhenItsDirectoryCannotBeMade) {
  std::ofstream(directory_.file("occupied")) << "a file";
  LocalBroker broker(context_, log_, {directory_.file("occupied/below"), fake("exit 0")});
  const Outcome outcome = start(broker);
  ASSERT_FALSE(outcome);
  EXPECT_THAT(outcome.error(), StartsWith("cannot make the broker's directory " + directory_.file("occupied/below")));
}

TEST_F(LocalBrokerTest, KillsAChildThatWillNotGo) {
  pid_t process = 0;
  {
    LocalBroker broker(context_, log_, {{}, fake("trap '' TERM; : > $0.deaf; while :; do sleep 1; done")});
    broker.start([](const Outcome&) { FAIL() << "neither up nor failed"; });
    process = broker.process_id();
    ASSERT_NE(process, 0);
    ASSERT_TRUE(test::run_until(context_, [&] { return filesystem::exists(directory_.file("fake-mosquitto.deaf")); }));
  }
  EXPECT_TRUE(is_gone(process));
}

TEST_F(LocalBrokerTest, MayBeDestroyedWhileStarting) {
  {
    LocalBroker broker(context_, log_);
    broker.start([](const Outcome&) { FAIL() << "called after its end"; });
  }
  test::settle(context_);
}

}  // namespace
}  // namespace air780
