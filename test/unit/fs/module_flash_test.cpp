#include "fs/module_flash.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace air780 {
namespace {

using testing::ElementsAre;

std::vector<std::string> names_in(const Flash& flash, std::string_view directory) {
  std::vector<std::string> names;
  for (const FlashEntry& entry : *flash.list(directory)) names.push_back(entry.name + (entry.directory ? "/" : ""));
  return names;
}

TEST(ModuleFlash, AFileKeepsWhatWasWritten) {
  ModuleFlash flash;
  ASSERT_TRUE(flash.create("ca.crt"));
  EXPECT_EQ(*flash.size("/ca.crt"), 0U);
  ASSERT_TRUE(flash.write("C:/ca.crt", "first, longer"));
  ASSERT_TRUE(flash.write("ca.crt", std::string_view("\0\x1a\r\n", 4)));
  ASSERT_TRUE(flash.append("ca.crt", "+"));
  EXPECT_EQ(*flash.read("ca.crt"), std::string("\0\x1a\r\n+", 5));
  EXPECT_EQ(*flash.size("ca.crt"), 5U);
}

TEST(ModuleFlash, ANameIsTakenOnce) {
  ModuleFlash flash;
  ASSERT_TRUE(flash.create("a"));
  ASSERT_TRUE(flash.write("a", "kept"));
  EXPECT_EQ(flash.create("C:/a").error(), FlashError::exists);
  EXPECT_EQ(flash.make_directory("a").error(), FlashError::exists);
  EXPECT_EQ(*flash.read("a"), "kept");
  ASSERT_TRUE(flash.make_directory("d"));
  EXPECT_EQ(flash.create("d").error(), FlashError::exists);
  EXPECT_EQ(flash.make_directory("d/").error(), FlashError::exists);
  EXPECT_EQ(flash.make_directory("/").error(), FlashError::exists);
}

TEST(ModuleFlash, WhatIsNotThereIsNotFound) {
  ModuleFlash flash;
  ASSERT_TRUE(flash.make_directory("d"));
  for (const char* name : {"a", "d", "d/a"}) {
    EXPECT_EQ(flash.read(name).error(), FlashError::not_found);
    EXPECT_EQ(flash.size(name).error(), FlashError::not_found);
    EXPECT_EQ(flash.write(name, "x").error(), FlashError::not_found);
    EXPECT_EQ(flash.append(name, "x").error(), FlashError::not_found);
    EXPECT_EQ(flash.remove(name).error(), FlashError::not_found);
  }
  EXPECT_EQ(flash.remove_directory("other").error(), FlashError::not_found);
  EXPECT_EQ(flash.list("other").error(), FlashError::not_found);
  EXPECT_EQ(flash.create("other/a").error(), FlashError::unreachable);
  ASSERT_TRUE(flash.create("a"));
  EXPECT_EQ(flash.create("a/b").error(), FlashError::unreachable);
  EXPECT_EQ(flash.list("a").error(), FlashError::not_found);
  EXPECT_EQ(flash.remove_directory("a").error(), FlashError::not_found);
}

TEST(ModuleFlash, DirectoriesNest) {
  ModuleFlash flash;
  for (const char* directory : {"d", "d/e", "d/e/f"}) ASSERT_TRUE(flash.make_directory(directory));
  for (const char* file : {"z", "d-", "d/a", "d/e/b", "d.x"}) ASSERT_TRUE(flash.create(file));
  EXPECT_THAT(names_in(flash, ""), ElementsAre("d/", "d-", "d.x", "z"));
  EXPECT_THAT(names_in(flash, "/d"), ElementsAre("a", "e/"));
  EXPECT_THAT(names_in(flash, "C:/d/e/"), ElementsAre("b", "f/"));
  EXPECT_EQ(flash.remove_directory("d/e").error(), FlashError::not_empty);
  ASSERT_TRUE(flash.remove("d/e/b"));
  ASSERT_TRUE(flash.remove_directory("d/e/f"));
  ASSERT_TRUE(flash.remove_directory("d/e"));
  EXPECT_THAT(names_in(flash, "d"), ElementsAre("a"));
}

TEST(ModuleFlash, ItIsFullWhenTheQuotaSaysSo) {
  ModuleFlash flash;
  EXPECT_EQ(flash.free_bytes(), 64100U);
  ASSERT_TRUE(flash.create("a"));
  const std::size_t room = flash.free_bytes();
  ASSERT_TRUE(flash.write("a", std::string(room - 1, 'a')));
  EXPECT_EQ(flash.free_bytes(), 1U);
  ASSERT_TRUE(flash.append("a", "b"));
  EXPECT_EQ(flash.append("a", "c").error(), FlashError::full);
  EXPECT_EQ(flash.write("a", std::string(room + 1, 'd')).error(), FlashError::full);
  EXPECT_EQ(flash.create("b").error(), FlashError::full);
  EXPECT_EQ(flash.make_directory("b").error(), FlashError::full);
  EXPECT_EQ(*flash.read("a"), std::string(room - 1, 'a') + "b");
  ASSERT_TRUE(flash.write("a", std::string(room, 'e')));
  ASSERT_TRUE(flash.remove("a"));
  EXPECT_EQ(flash.free_bytes(), 64100U);
}

TEST(ModuleFlash, EmptyEntriesTakeSpaceToo) {
  ModuleFlash flash;
  std::size_t created = 0;
  while (flash.create(std::to_string(created))) ++created;
  EXPECT_EQ(created, 64100 / ModuleFlash::entry_cost);
}

class BrokenMedium final : public Medium {
 public:
  bool broken = false;
  bool create_file(std::string_view) override { return !broken; }
  bool replace_file(std::string_view, std::string_view) override { return !broken; }
  bool remove_file(std::string_view) override { return !broken; }
  bool make_directory(std::string_view) override { return !broken; }
  bool remove_directory(std::string_view) override { return !broken; }
};

TEST(ModuleFlash, WhatTheMediumRefusesHasNotHappened) {
  BrokenMedium medium;
  ModuleFlash flash(medium);
  ASSERT_TRUE(flash.create("a"));
  ASSERT_TRUE(flash.write("a", "old"));
  ASSERT_TRUE(flash.make_directory("d"));
  const std::size_t free_before = flash.free_bytes();
  medium.broken = true;
  EXPECT_EQ(flash.create("b").error(), FlashError::failed);
  EXPECT_EQ(flash.write("a", "new").error(), FlashError::failed);
  EXPECT_EQ(flash.append("a", "new").error(), FlashError::failed);
  EXPECT_EQ(flash.remove("a").error(), FlashError::failed);
  EXPECT_EQ(flash.make_directory("e").error(), FlashError::failed);
  EXPECT_EQ(flash.remove_directory("d").error(), FlashError::failed);
  EXPECT_EQ(*flash.read("a"), "old");
  EXPECT_THAT(names_in(flash, ""), ElementsAre("a", "d/"));
  EXPECT_EQ(flash.free_bytes(), free_before);
}

TEST(ModuleFlash, WhatAMediumHoldsIsTakenOverAsFarAsItFits) {
  ModuleFlash flash;
  EXPECT_FALSE(flash.load({"d/a", false, "x"}));
  EXPECT_TRUE(flash.load({"d", true, {}}));
  EXPECT_TRUE(flash.load({"d/a", false, "x"}));
  EXPECT_FALSE(flash.load({"d/a", false, "y"}));
  EXPECT_FALSE(flash.load({"..", true, {}}));
  EXPECT_FALSE(flash.load({"large", false, std::string(64 * 1024, 'x')}));
  EXPECT_EQ(*flash.read("d/a"), "x");
  EXPECT_THAT(names_in(flash, ""), ElementsAre("d/"));
}

// A model with a flash of another size (profiles).
TEST(ModuleFlash, TakesAsMuchAsItsCapacity) {
  constexpr std::size_t capacity = ModuleFlash::entry_cost + 100;
  ModuleFlash flash(capacity);
  EXPECT_EQ(flash.free_bytes(), capacity);
  ASSERT_TRUE(flash.create("f"));
  EXPECT_EQ(flash.write("f", std::string(101, 'x')).error(), FlashError::full);
  ASSERT_TRUE(flash.write("f", std::string(100, 'x')));
  EXPECT_EQ(flash.free_bytes(), 0u);
}

}  // namespace
}  // namespace air780
