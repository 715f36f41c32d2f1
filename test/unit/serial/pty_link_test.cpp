#include "sim/serial/pty_link.h"

#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>

#include "test/unit/serial/temporary_directory.h"

namespace air780 {
namespace {

namespace filesystem = std::filesystem;
using testing::HasSubstr;

class PtyLinkTest : public testing::Test {
 protected:
  std::string target() const { return filesystem::read_symlink(link_).string(); }
  std::string refusal() const { return PtyLink::publish(link_, device_).error(); }
  bool links_nothing() const { return !filesystem::exists(filesystem::symlink_status(link_)); }
  std::size_t files() const {
    return static_cast<std::size_t>(
        std::distance(filesystem::directory_iterator(directory_.path()), filesystem::directory_iterator()));
  }
  // Leaves everything as an emulator does that is killed.
  void die_holding(const std::string& device) const {
    const pid_t child = ::fork();
    if (child == 0) {
      const auto held = PtyLink::publish(link_, device);
      ::_exit(held ? 0 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_EQ(status, 0);
  }

  test::TemporaryDirectory directory_;
  const std::string link_ = directory_.file("modem");
  const std::string device_ = directory_.file("pts-1");
};

TEST_F(PtyLinkTest, PublishesAndRemoves) {
  {
    const auto link = PtyLink::publish(link_, device_);
    ASSERT_TRUE(link) << link.error();
    EXPECT_EQ(target(), device_);
  }
  EXPECT_TRUE(links_nothing());
  EXPECT_EQ(files(), 0u) << "nothing is left behind";
}

TEST_F(PtyLinkTest, NeverReplacesAFile) {
  std::ofstream(link_) << "precious";
  EXPECT_THAT(refusal(), HasSubstr(link_ + " exists and is not a symlink"));
  EXPECT_TRUE(filesystem::is_regular_file(link_));
  EXPECT_EQ(files(), 1u);
}

TEST_F(PtyLinkTest, NeverReplacesADirectory) {
  filesystem::create_directory(link_);
  EXPECT_THAT(refusal(), HasSubstr("is not a symlink"));
}

TEST_F(PtyLinkTest, ReplacesALinkToNowhere) {
  filesystem::create_symlink("/dev/pts/no-such-number", link_);
  const auto link = PtyLink::publish(link_, device_);
  ASSERT_TRUE(link) << link.error();
  EXPECT_EQ(target(), device_);
}

TEST_F(PtyLinkTest, RefusesALinkOfSomebodyElseToSomethingThatExists) {
  filesystem::create_symlink("/dev/null", link_);
  EXPECT_THAT(refusal(), HasSubstr(link_ + " points to /dev/null, which exists"));
  EXPECT_EQ(target(), "/dev/null");
  EXPECT_EQ(files(), 1u);
}

TEST_F(PtyLinkTest, RefusesTheLinkOfAnotherRunningEmulator) {
  const auto first = PtyLink::publish(link_, device_);
  ASSERT_TRUE(first);
  const auto second = PtyLink::publish(link_, directory_.file("pts-2"));
  ASSERT_FALSE(second);
  EXPECT_THAT(second.error(), HasSubstr(link_ + " belongs to another running emulator, whose PTY is " + device_));
  EXPECT_EQ(target(), device_);
}

TEST_F(PtyLinkTest, TakesOverFromADeadEmulator) {
  die_holding("/dev/pts/no-such-number");
  EXPECT_FALSE(links_nothing());
  const auto link = PtyLink::publish(link_, device_);
  ASSERT_TRUE(link) << link.error();
  EXPECT_EQ(target(), device_);
}

TEST_F(PtyLinkTest, TakesOverFromADeadEmulatorWhoseNumberIsSomebodyElses) {
  std::ofstream(directory_.file("pts-9")) << "in use again";
  die_holding(directory_.file("pts-9"));
  const auto link = PtyLink::publish(link_, device_);
  ASSERT_TRUE(link) << link.error();
  EXPECT_EQ(target(), device_);
}

TEST_F(PtyLinkTest, LeavesALinkThatIsNoLongerItsOwn) {
  {
    const auto link = PtyLink::publish(link_, device_);
    ASSERT_TRUE(link);
    filesystem::remove(link_);
    filesystem::create_symlink("/dev/null", link_);
  }
  EXPECT_EQ(target(), "/dev/null");
}

TEST_F(PtyLinkTest, NamesAFolderThatDoesNotExist) {
  const auto link = PtyLink::publish(directory_.file("missing/modem"), device_);
  ASSERT_FALSE(link);
  EXPECT_THAT(link.error(), HasSubstr("its folder has to exist"));
}

TEST_F(PtyLinkTest, FindsItsLinkAfterAChangeOfDirectory) {
  const filesystem::path before = filesystem::current_path();
  filesystem::current_path(directory_.path());
  {
    const auto link = PtyLink::publish("modem", device_);
    filesystem::current_path(before);
    ASSERT_TRUE(link) << link.error();
    EXPECT_EQ(target(), device_);
  }
  EXPECT_TRUE(links_nothing());
}

}  // namespace
}  // namespace air780
