// A flash kept in a directory of this computer: what lasts, what stays when writing fails, and that no name leads out.
#include "sim/flash/host_directory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "fs/module_flash.h"

namespace air780 {
namespace {

namespace filesystem = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::size_t largest = ModuleFlash::free_when_new;

class HostDirectoryTest : public testing::Test {
 protected:
  HostDirectoryTest() {
    std::string pattern = testing::TempDir() + "air780sim-flash-XXXXXX";
    root = ::mkdtemp(pattern.data());
  }
  ~HostDirectoryTest() override { filesystem::remove_all(root); }

  // A module's life: opens the directory, loads it, and closes both again when it goes.
  struct Life {
    explicit Life(const filesystem::path& path) : directory(*HostDirectory::open(path)), flash(directory) {
      const auto contents = directory.read_all(largest);
      for (const StoredEntry& entry : contents.entries) EXPECT_TRUE(flash.load(entry)) << entry.name;
      left_out = contents.left_out;
    }
    HostDirectory directory;
    ModuleFlash flash;
    std::vector<std::string> left_out;
  };

  void put(const std::string& name, std::string_view bytes) { std::ofstream(root / name, std::ios::binary) << bytes; }
  std::string content(const std::string& name) {
    std::ifstream file(root / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  std::vector<std::string> host_names() {
    std::vector<std::string> names;
    for (const auto& entry : filesystem::recursive_directory_iterator(root)) {
      names.push_back(filesystem::relative(entry.path(), root));
    }
    std::ranges::sort(names);
    return names;
  }

  filesystem::path root;
};

TEST_F(HostDirectoryTest, WhatWasWrittenIsThereInTheNextLife) {
  const std::string bytes("\0\x1a\r\n\xff", 5);
  {
    Life life(root);
    ASSERT_TRUE(life.flash.make_directory("certs"));
    ASSERT_TRUE(life.flash.create("certs/ca.crt"));
    ASSERT_TRUE(life.flash.write("certs/ca.crt", "first"));
    ASSERT_TRUE(life.flash.write("certs/ca.crt", bytes));
    ASSERT_TRUE(life.flash.append("certs/ca.crt", "+"));
    ASSERT_TRUE(life.flash.create(".50%"));
    ASSERT_TRUE(life.flash.create("gone"));
    ASSERT_TRUE(life.flash.remove("gone"));
    ASSERT_TRUE(life.flash.make_directory("gone"));
    ASSERT_TRUE(life.flash.remove_directory("gone"));
  }
  EXPECT_THAT(host_names(), ElementsAre("%2E50%25", "certs", "certs/ca.crt"));
  EXPECT_EQ(content("certs/ca.crt"), bytes + "+");
  Life life(root);
  EXPECT_EQ(*life.flash.read("certs/ca.crt"), bytes + "+");
  EXPECT_EQ(*life.flash.size(".50%"), 0U);
  EXPECT_THAT(life.left_out, IsEmpty());
}

TEST_F(HostDirectoryTest, ADirectoryThatIsMissingIsMade) {
  root /= "a/b";
  Life life(root);
  ASSERT_TRUE(life.flash.create("a"));
  EXPECT_THAT(host_names(), ElementsAre("a"));
  root = root.parent_path().parent_path();
}

TEST_F(HostDirectoryTest, AFileThatAPersonPutThereIsTheModules) {
  put("ca.crt", "certificate");
  filesystem::create_directory(root / "old");
  put("old/client key.pem", "key");
  Life life(root);
  EXPECT_EQ(*life.flash.read("C:/ca.crt"), "certificate");
  EXPECT_EQ(*life.flash.read("old/client key.pem"), "key");
  ASSERT_TRUE(life.flash.write("ca.crt", "another"));
  EXPECT_EQ(content("ca.crt"), "another");
}

TEST_F(HostDirectoryTest, WhatCannotBeAModulesFileIsLeftAlone) {
  put("outside", "secret");
  root /= "flash";
  filesystem::create_directories(root / "d");
  filesystem::create_symlink("../outside", root / "link");
  filesystem::create_directory_symlink("..", root / "up");
  put(std::string(65, 'n'), "");
  put("a:b", "");
  put("large", std::string(largest + 1, 'x'));
  put(".hidden", "");
  Life life(root);
  EXPECT_THAT(*life.flash.list(""), ElementsAre(testing::Field(&FlashEntry::name, "d")));
  EXPECT_THAT(life.left_out,
              ElementsAre(HasSubstr("a:b: no file"), HasSubstr("large: larger"), HasSubstr("link: a link"),
                          HasSubstr("nnn: no file"), HasSubstr("up: a link")));
  // Nor does creating a file of that name reach through the link.
  EXPECT_EQ(life.flash.create("link").error(), FlashError::failed);
  EXPECT_EQ(life.flash.make_directory("up").error(), FlashError::failed);
  EXPECT_EQ(life.flash.create("up/new").error(), FlashError::unreachable);
  EXPECT_TRUE(filesystem::is_symlink(root / "link"));
  root = root.parent_path();
  EXPECT_EQ(content("outside"), "secret");
}

// A link that takes the place of a file or directory later on.
TEST_F(HostDirectoryTest, NoLinkIsFollowedThatComesLater) {
  put("outside", "secret");
  root /= "flash";
  filesystem::create_directories(root / "d");
  Life life(root);
  ASSERT_TRUE(life.flash.create("a"));
  ASSERT_TRUE(life.flash.create("d/outside"));
  filesystem::remove(root / "a");
  filesystem::create_symlink("../outside", root / "a");
  filesystem::remove_all(root / "d");
  filesystem::create_directory_symlink("..", root / "d");
  EXPECT_TRUE(life.flash.write("a", "mine"));
  EXPECT_FALSE(filesystem::is_symlink(root / "a"));
  EXPECT_EQ(life.flash.write("d/outside", "mine").error(), FlashError::failed);
  EXPECT_EQ(life.flash.remove("d/outside").error(), FlashError::failed);
  root = root.parent_path();
  EXPECT_EQ(content("outside"), "secret");
}

TEST_F(HostDirectoryTest, WhatAnEndInMidWriteLeftIsNoFileAndIsClearedAway) {
  put("a", "old");
  put(".air780sim-writing", "ne");
  Life life(root);
  EXPECT_THAT(host_names(), ElementsAre("a"));
  EXPECT_EQ(*life.flash.read("a"), "old");
}

// Every write that the system cuts short, whatever it had written by then, leaves the old file. The limit on the size
// of files stands in for a disk that is full.
TEST_F(HostDirectoryTest, AWriteThatFailsHalfWayLeavesTheOldFile) {
  Life life(root);
  ASSERT_TRUE(life.flash.create("a"));
  ASSERT_TRUE(life.flash.write("a", "old"));
  const std::size_t free_before = life.flash.free_bytes();
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const auto old_handler = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit small{4096, before.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  const auto written = life.flash.write("a", std::string(10240, 'n'));
  const auto appended = life.flash.append("a", std::string(10240, 'n'));
  ::setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, old_handler);
  EXPECT_EQ(written.error(), FlashError::failed);
  EXPECT_EQ(appended.error(), FlashError::failed);
  EXPECT_EQ(*life.flash.read("a"), "old");
  EXPECT_EQ(content("a"), "old");
  EXPECT_THAT(host_names(), ElementsAre("a"));
  EXPECT_EQ(life.flash.free_bytes(), free_before);
}

TEST_F(HostDirectoryTest, ASecondEmulatorIsRefused) {
  const auto first = HostDirectory::open(root);
  ASSERT_TRUE(first);
  EXPECT_THAT(HostDirectory::open(root).error(), HasSubstr("another running emulator"));
}

TEST_F(HostDirectoryTest, WhereNoDirectoryCanBeIsSaid) {
  put("file", "");
  EXPECT_THAT(HostDirectory::open(root / "file").error(), HasSubstr("file"));
  EXPECT_THAT(HostDirectory::open(root / "file/below").error(), HasSubstr("cannot be made"));
  EXPECT_EQ(content("file"), "");
}

}  // namespace
}  // namespace air780
