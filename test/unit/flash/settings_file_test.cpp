// The file that keeps the settings: what was stored is there in the next life, and nothing of a person's is lost.
#include "sim/flash/settings_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace air780 {
namespace {

namespace filesystem = std::filesystem;

class SettingsFileTest : public testing::Test {
 protected:
  SettingsFileTest() {
    std::string pattern = testing::TempDir() + "air780sim-settings-XXXXXX";
    root = ::mkdtemp(pattern.data());
  }
  ~SettingsFileTest() override { filesystem::remove_all(root); }

  void put(const std::string& name, std::string_view bytes) { std::ofstream(root / name) << bytes; }
  std::string content(const std::string& name) {
    std::ifstream file(root / name);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  filesystem::path root;
  Log log{LogLevel::off};
};

TEST_F(SettingsFileTest, WhatWasStoredIsThereInTheNextLife) {
  {
    HostDirectory directory = *HostDirectory::open(root);
    SettingsFile file(directory, log);
    EXPECT_EQ(file.load(), "");
    EXPECT_TRUE(file.store("echo=1\n"));
    EXPECT_TRUE(file.store("echo=0\n"));
  }
  HostDirectory directory = *HostDirectory::open(root);
  EXPECT_EQ(SettingsFile(directory, log).load(), "echo=0\n");
  EXPECT_TRUE(directory.read_all(1000).entries.empty()) << "it is none of the module's files";
}

TEST_F(SettingsFileTest, WhatIsPutAsideStays) {
  HostDirectory directory = *HostDirectory::open(root);
  SettingsFile file(directory, log);
  put(".settings", "first");
  file.set_aside();
  EXPECT_TRUE(file.store("second"));
  file.set_aside();
  EXPECT_TRUE(file.store("third"));
  EXPECT_EQ(content(".settings.old"), "first");
  EXPECT_EQ(content(".settings.old2"), "second");
  EXPECT_EQ(content(".settings"), "third");
}

TEST_F(SettingsFileTest, WhatCannotBeReadIsPutAsideUnread) {
  put("elsewhere", "echo=0\n");
  filesystem::create_symlink(root / "elsewhere", root / ".settings");
  HostDirectory directory = *HostDirectory::open(root);
  SettingsFile file(directory, log);
  EXPECT_EQ(file.load(), "");
  EXPECT_TRUE(filesystem::is_symlink(root / ".settings.old"));
  EXPECT_TRUE(file.store("echo=1\n"));
  EXPECT_EQ(content("elsewhere"), "echo=0\n");

  put(".settings", std::string(100'000, 'x'));
  EXPECT_EQ(file.load(), "");
  EXPECT_EQ(content(".settings.old2").size(), 100'000U);
}

}  // namespace
}  // namespace air780
