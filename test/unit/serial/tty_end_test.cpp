// A device that somebody else made: here the PTY of the test, as it would be QEMU's.
#include "sim/serial/tty_end.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <stdlib.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <filesystem>

#include "sim/file_descriptor.h"
#include "sim/serial/raw_terminal.h"
#include "test/unit/network/run_until.h"
#include "test/unit/serial/temporary_directory.h"

namespace air780 {
namespace {

namespace asio = boost::asio;
using testing::HasSubstr;

// The side of a PTY that an emulator of a board holds.
struct Board {
  Board() : master(::posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)) {
    ::unlockpt(master.get());
    std::array<char, 64> name{};
    ::ptsname_r(master.get(), name.data(), name.size());
    device = name.data();
  }
  void say(std::string_view bytes) const {
    EXPECT_EQ(::write(master.get(), bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
  }
  std::string hear() const {
    std::array<char, 4096> bytes;
    const ssize_t size = ::read(master.get(), bytes.data(), bytes.size());
    return {bytes.data(), size > 0 ? static_cast<std::size_t>(size) : 0};
  }
  FileDescriptor master;
  std::string device;
};

class TtyEndTest : public testing::Test {
 protected:
  void begin(const std::string& path, unsigned rate = 115200) {
    auto opened = TtyEnd::open(context_, log_, path, rate);
    ASSERT_TRUE(opened) << opened.error();
    end_ = std::move(*opened);
    end_->start([this](std::string_view bytes) { received_ += bytes; });
  }

  std::string error_of(const std::string& path) {
    const auto opened = TtyEnd::open(context_, log_, path, 115200);
    return opened ? "" : opened.error();
  }

  void expect_carries(const Board& board) {
    received_.clear();
    board.say("AT\r\n\x03\x11\x13\x7f");
    EXPECT_TRUE(test::run_until(context_, [&] { return received_.size() >= 8; }));
    EXPECT_EQ(received_, "AT\r\n\x03\x11\x13\x7f");
    end_->transmit("\r\nOK\r\n");
    std::string all;
    test::run_until(context_, [&] { return (all += board.hear()).size() >= 6; });
    EXPECT_EQ(all, "\r\nOK\r\n");
  }

  asio::io_context context_;
  Log log_{LogLevel::off};
  std::unique_ptr<TtyEnd> end_;
  std::string received_;
};

TEST_F(TtyEndTest, CarriesEveryByteAsItIs) {
  const Board board;
  begin(board.device);
  EXPECT_EQ(end_->description(), "tty " + board.device);
  expect_carries(board);
}

TEST_F(TtyEndTest, SetsAnyRate) {
  const Board board;
  begin(board.device, 74880);
  EXPECT_EQ(rate_of(board.master.get()), 74880u);
}

TEST_F(TtyEndTest, SaysWhyItCannotOpen) {
  const test::TemporaryDirectory directory;
  EXPECT_THAT(error_of(directory.path() + "/nothing"), HasSubstr("No such file"));
  EXPECT_EQ(error_of("/dev/null"), "cannot open the serial device /dev/null: not a serial device");
}

TEST_F(TtyEndTest, ComesBackThroughALinkThatIsMadeAnew) {
  const test::TemporaryDirectory directory;
  const std::string link = directory.path() + "/uart";
  auto board = std::make_unique<Board>();
  std::filesystem::create_symlink(board->device, link);
  begin(link);
  expect_carries(*board);
  std::filesystem::remove(link);
  const Board next;
  board.reset();
  end_->transmit("lost");
  test::settle(context_);
  std::filesystem::create_symlink(next.device, link);
  // The end is back when it has made the device raw.
  ASSERT_TRUE(test::run_until(context_, [&] {
    next.say("x");
    return !received_.empty() && received_.back() == 'x';
  }));
  test::settle(context_);
  next.hear();
  expect_carries(next);
}

// The number of a PTY that is gone may be somebody's terminal by now.
TEST_F(TtyEndTest, LeavesAPtyAloneThatHasGone) {
  auto board = std::make_unique<Board>();
  const std::string device = board->device;
  begin(device);
  board.reset();
  test::run_until(
      context_, [] { return false; }, std::chrono::milliseconds(30));
  const Board stranger;
  if (stranger.device != device) GTEST_SKIP() << "the system gave another number";
  test::run_until(
      context_, [] { return false; }, std::chrono::milliseconds(250));
  end_->transmit("not for you");
  EXPECT_EQ(stranger.hear(), "");
}

}  // namespace
}  // namespace air780
