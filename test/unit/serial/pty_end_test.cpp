// Hosts as they come and go on a real PTY.
#include "sim/serial/pty_end.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/asio/io_context.hpp>
#include <filesystem>
#include <numeric>

#include "sim/file_descriptor.h"
#include "test/unit/network/run_until.h"
#include "test/unit/serial/temporary_directory.h"

namespace air780 {
namespace {

class PtyEndTest : public testing::TestWithParam<PtyEnd::Openers> {
 protected:
  void SetUp() override { begin(PtyEnd::Openers::watched); }

  void begin(PtyEnd::Openers openers) {
    end_.reset();
    auto opened = PtyEnd::open(context_, log_, link_, openers);
    ASSERT_TRUE(opened) << opened.error();
    end_ = std::move(*opened);
    end_->start([this](std::string_view bytes) {
      received_ += bytes;
      if (answer_) end_->transmit(answer_(bytes));
    });
    test::settle(context_);
  }

  // O_NOCTTY is left out where a test wants a careless host.
  FileDescriptor open_host(int flags = O_RDWR | O_NOCTTY) {
    FileDescriptor host(::open(link_.c_str(), flags | O_NONBLOCK | O_CLOEXEC));
    EXPECT_TRUE(host) << std::strerror(errno);
    return host;
  }

  // A host the emulator has taken notice of.
  FileDescriptor attach() {
    FileDescriptor host = open_host();
    test::settle(context_);
    return host;
  }

  static void say(const FileDescriptor& host, std::string_view text) {
    ASSERT_EQ(::write(host.get(), text.data(), text.size()), static_cast<ssize_t>(text.size()));
  }

  bool hears(std::string_view text) {
    return test::run_until(context_, [&] { return received_.size() >= text.size(); }) && received_ == text;
  }

  // What the host can read by the time it has `size` bytes.
  std::string read_host(const FileDescriptor& host, std::size_t size) {
    std::string all;
    test::run_until(context_, [&] {
      all += read_now(host);
      return all.size() >= size;
    });
    return all;
  }

  static std::string read_now(const FileDescriptor& host) {
    std::array<char, 65536> bytes;
    const ssize_t size = ::read(host.get(), bytes.data(), bytes.size());
    return {bytes.data(), size > 0 ? static_cast<std::size_t>(size) : 0};
  }

  boost::asio::io_context context_;
  Log log_{LogLevel::off};
  test::TemporaryDirectory directory_;
  const std::string link_ = directory_.file("modem");
  std::unique_ptr<PtyEnd> end_;
  std::string received_;
  std::function<std::string(std::string_view)> answer_;
};

std::string every_byte() {
  std::string bytes(256, '\0');
  std::iota(bytes.begin(), bytes.end(), '\0');
  return bytes;
}

std::string pattern(std::size_t size) {
  std::string bytes(size, ' ');
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>('a' + i % 23);
  return bytes;
}

TEST_F(PtyEndTest, DescribesItsLink) {
  EXPECT_EQ(end_->description(), "pty " + link_);
  EXPECT_EQ(std::filesystem::read_symlink(link_), end_->device());
}

TEST_F(PtyEndTest, DescribesItsDeviceWithoutALink) {
  auto bare = PtyEnd::open(context_, log_, "");
  ASSERT_TRUE(bare) << bare.error();
  EXPECT_EQ((*bare)->description(), "pty " + (*bare)->device());
}

TEST_F(PtyEndTest, RemovesItsLink) {
  end_.reset();
  EXPECT_FALSE(std::filesystem::exists(std::filesystem::symlink_status(link_)));
}

TEST_F(PtyEndTest, FailsWithTheReasonOfTheLink) {
  const auto second = PtyEnd::open(context_, log_, link_);
  ASSERT_FALSE(second);
  EXPECT_THAT(second.error(), testing::HasSubstr("belongs to another running emulator"));
}

TEST_F(PtyEndTest, IsRawForTheFirstHost) {
  const FileDescriptor host = open_host();
  termios settings{};
  ASSERT_EQ(::tcgetattr(host.get(), &settings), 0);
  EXPECT_EQ(settings.c_lflag & (ICANON | ECHO | ISIG), 0u);
  EXPECT_EQ(settings.c_oflag & OPOST, 0u);
  EXPECT_EQ(settings.c_iflag & (ICRNL | IXON), 0u);
}

TEST_F(PtyEndTest, CarriesEveryByteBothWays) {
  const FileDescriptor host = attach();
  say(host, every_byte());
  EXPECT_TRUE(hears(every_byte()));
  end_->transmit(every_byte());
  EXPECT_EQ(read_host(host, 256), every_byte());
}

TEST_F(PtyEndTest, AnswersAHostThatOpensWritesClosesAndOpensAgain) {
  answer_ = [](std::string_view bytes) { return "<" + std::string(bytes) + ">"; };
  for (int round = 0; round < 5; ++round) {
    received_.clear();
    const FileDescriptor host = open_host();
    say(host, "AT\r");
    EXPECT_EQ(read_host(host, 5), "<AT\r>");
    EXPECT_EQ(received_, "AT\r");
  }
}

TEST_F(PtyEndTest, KeepsTheSettingsOfAHostForTheNext) {
  {
    const FileDescriptor host = attach();
    termios settings{};
    ::tcgetattr(host.get(), &settings);
    ::cfsetspeed(&settings, B9600);
    ::tcsetattr(host.get(), TCSANOW, &settings);
  }
  test::settle(context_);
  const FileDescriptor host = open_host();
  termios settings{};
  ::tcgetattr(host.get(), &settings);
  EXPECT_EQ(::cfgetospeed(&settings), static_cast<speed_t>(B9600));
  EXPECT_EQ(settings.c_lflag & (ICANON | ECHO), 0u);
}

TEST_F(PtyEndTest, HearsAHostThatClosesAtOnce) {
  say(open_host(), "AT\r");
  EXPECT_TRUE(hears("AT\r"));
  say(open_host(), "ATI\r");
  EXPECT_TRUE(hears("AT\rATI\r"));
}

TEST_F(PtyEndTest, LosesWhatIsSaidWhileNobodyListens) {
  end_->transmit("lost at boot");
  {
    const FileDescriptor host = attach();
    end_->transmit("hello");
    EXPECT_EQ(read_host(host, 5), "hello");
  }
  test::settle(context_);
  end_->transmit("lost in between");
  const FileDescriptor host = attach();
  end_->transmit("again");
  EXPECT_EQ(read_host(host, 5), "again");
}

TEST_F(PtyEndTest, DoesNotShowOneHostWhatAnotherLeftUnread) {
  {
    const FileDescriptor host = attach();
    end_->transmit(pattern(100'000));
  }
  const FileDescriptor host = attach();
  end_->transmit("fresh");
  EXPECT_EQ(read_host(host, 5), "fresh");
}

TEST_F(PtyEndTest, DoesNotShowItThoughTheNextCameBeforeTheEmulatorLooked) {
  FileDescriptor host = attach();
  end_->transmit("stale");
  host.reset();
  host = open_host();
  say(host, "AT\r");
  answer_ = [](std::string_view) { return "OK"; };
  test::settle(context_);
  EXPECT_EQ(read_host(host, 2), "OK");
}

TEST_F(PtyEndTest, AHostThatWasThereBeforeTheStartIsServed) {
  auto other = PtyEnd::open(context_, log_, directory_.file("other"));
  ASSERT_TRUE(other);
  const FileDescriptor host(::open(directory_.file("other").c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK));
  say(host, "early");
  test::settle(context_);
  (*other)->start([this](std::string_view bytes) { received_ += bytes; });
  EXPECT_TRUE(hears("early"));
  (*other)->transmit("hello");
  EXPECT_EQ(read_host(host, 5), "hello");
}

TEST_F(PtyEndTest, SecondOpenerLeavingDoesNotSilenceTheFirst) {
  const FileDescriptor first = open_host();
  {
    // inotify folds these two opens, and again these two closes, into one.
    const FileDescriptor second = open_host();
    test::settle(context_);
    end_->transmit("both");
    EXPECT_EQ(read_host(first, 4), "both");
  }
  test::settle(context_);
  end_->transmit("still here");
  EXPECT_EQ(read_host(first, 10), "still here");
}

TEST_F(PtyEndTest, KnowsThatAllAreGoneThoughTheyLeftTogether) {
  FileDescriptor first = attach();
  FileDescriptor second = attach();
  end_->transmit("stale");
  first.reset();
  second.reset();
  test::settle(context_);
  end_->transmit("lost");
  const FileDescriptor host = attach();
  end_->transmit("fresh");
  EXPECT_EQ(read_host(host, 5), "fresh");
}

TEST_F(PtyEndTest, AHostThatNeverReadsDoesNotBlockTheModule) {
  const FileDescriptor host = attach();
  for (int i = 0; i < 100; ++i) end_->transmit(pattern(10'000));
  say(host, "AT\r");
  EXPECT_TRUE(hears("AT\r"));
  // What was kept is the beginning, as much as the queue holds.
  const std::string kept = read_host(host, serial_queue_bytes);
  EXPECT_GE(kept.size(), serial_queue_bytes);
  EXPECT_EQ(kept.substr(0, 10'000), pattern(10'000));
}

TEST_F(PtyEndTest, WorksOnAfterAnOverflow) {
  const FileDescriptor host = attach();
  end_->transmit(pattern(1'000'000));
  std::string got = read_host(host, serial_queue_bytes);
  end_->transmit("after all");
  EXPECT_TRUE(test::run_until(context_, [&] {
    got += read_now(host);
    return got.ends_with("after all");
  }));
}

// It reads less than it is sent, but never is more on its way than the queue holds.
TEST_F(PtyEndTest, ASlowHostGetsEverythingThatFits) {
  const FileDescriptor host = attach();
  const std::string all = pattern(100'000);
  std::string got;
  for (std::size_t begin = 0; begin < all.size(); begin += 10'000) {
    end_->transmit(std::string_view(all).substr(begin, 10'000));
    got += read_host(host, 5'000);
  }
  got += read_host(host, all.size() - got.size());
  EXPECT_TRUE(got == all);
}

TEST_F(PtyEndTest, TakesTwentyKilobytesInOneWrite) {
  const FileDescriptor host = attach();
  const std::string all = pattern(20'000);
  std::string_view rest = all;
  test::run_until(context_, [&] {
    const ssize_t size = ::write(host.get(), rest.data(), rest.size());
    if (size > 0) rest.remove_prefix(static_cast<std::size_t>(size));
    return rest.empty();
  });
  EXPECT_TRUE(hears(all));
}

// The leader of a session that opens a terminal owns it, and hangs it up when it ends.
TEST_F(PtyEndTest, SurvivesAHostThatTookItAsItsControllingTerminal) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::setsid();
    const int terminal = ::open(link_.c_str(), O_RDWR);
    ::_exit(terminal >= 0 && ::write(terminal, "AT\r", 3) == 3 ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_EQ(status, 0);
  test::settle(context_);
  received_.clear();
  answer_ = [](std::string_view) { return "\r\nOK\r\n"; };
  const FileDescriptor host = open_host();
  say(host, "ATI\r");
  EXPECT_EQ(read_host(host, 6), "\r\nOK\r\n");
  EXPECT_EQ(received_, "ATI\r");
}

TEST_F(PtyEndTest, WorksWithoutInotify) {
  begin(PtyEnd::Openers::supposed);
  answer_ = [](std::string_view bytes) { return "<" + std::string(bytes) + ">"; };
  for (int round = 0; round < 3; ++round) {
    const FileDescriptor host = open_host();
    say(host, "AT\r");
    EXPECT_EQ(read_host(host, 5), "<AT\r>");
  }
}

TEST_F(PtyEndTest, HangsUpItsHostWhenItEnds) {
  const FileDescriptor host = attach();
  end_.reset();
  test::settle(context_);
  char byte = 0;
  EXPECT_LE(::read(host.get(), &byte, 1), 0);
}

// As when a USB modem leaves the bus and is back: whoever has it open reads an end; the link leads to the new device.
TEST_F(PtyEndTest, HangsUpAndIsBackUnderItsLink) {
  const FileDescriptor host = attach();
  const std::string device = end_->device();
  end_->hang_up();
  std::array<char, 8> bytes;
  errno = 0;
  const ssize_t size = ::read(host.get(), bytes.data(), bytes.size());
  EXPECT_TRUE(size == 0 || (size < 0 && errno == EIO)) << std::strerror(errno);
  EXPECT_EQ(std::filesystem::read_symlink(link_), end_->device());
  EXPECT_NE(end_->device(), device) << "the host still holds the old one";
  const FileDescriptor next = attach();
  end_->transmit("hello");
  EXPECT_EQ(read_host(next, 5), "hello");
  say(next, "AT\r");
  EXPECT_TRUE(hears("AT\r"));
}

TEST_F(PtyEndTest, MayHangUpWhileItHears) {
  answer_ = [this](std::string_view) {
    end_->hang_up();
    return std::string("lost");
  };
  const FileDescriptor host = attach();
  say(host, "AT\r");
  ASSERT_TRUE(hears("AT\r"));
  answer_ = nullptr;
  received_.clear();
  const FileDescriptor next = attach();
  say(next, "ATI\r");
  EXPECT_TRUE(hears("ATI\r"));
}

}  // namespace
}  // namespace air780
