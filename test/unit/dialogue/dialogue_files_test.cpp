#include <gtest/gtest.h>

#include <filesystem>

#include "sim/dialogue/dialogue_file.h"

namespace air780 {
namespace {

TEST(DialogueFiles, AllOfTheProjectParse) {
  int count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(AIR780_DIALOGUES)) {
    if (entry.path().extension() != ".at") continue;
    ++count;
    const auto dialogue = load_dialogue(entry.path());
    EXPECT_TRUE(dialogue.has_value()) << to_string(dialogue.error());
  }
  EXPECT_GT(count, 20);
}

TEST(DialogueFiles, SayWhenTheyCannotBeRead) {
  const auto missing = load_dialogue("no-such-file.at");
  ASSERT_FALSE(missing.has_value());
  EXPECT_EQ(to_string(missing.error()), "no-such-file.at: cannot be read");
  EXPECT_FALSE(load_dialogue(AIR780_DIALOGUES).has_value());
}

}  // namespace
}  // namespace air780
