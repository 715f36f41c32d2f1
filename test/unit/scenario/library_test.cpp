// The library that comes with the program: found by name, whole, and commented for people.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "sim/scenario/scenario_file.h"
#include "sim/scenario/scenario_library.h"

namespace air780 {
namespace {

using testing::HasSubstr;

TEST(Library, EveryFileIsBuiltIn) {
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(AIR780_SCENARIOS)) {
    ++files;
    std::ifstream file(entry.path());
    const std::string text(std::istreambuf_iterator<char>(file), {});
    const LibraryScenario* found = find_library_scenario(entry.path().stem().string());
    ASSERT_NE(found, nullptr) << entry.path();
    EXPECT_EQ(found->text, text);
  }
  EXPECT_EQ(files, library_scenarios().size());
  EXPECT_GE(files, 14u);
}

TEST(Library, EveryScenarioParsesEndsAndSaysWhatItIsAbout) {
  for (const LibraryScenario& listed : library_scenarios()) {
    SCOPED_TRACE(listed.name);
    const auto scenario = load_scenario(std::string(listed.name));
    ASSERT_TRUE(scenario) << to_string(scenario.error().front());
    EXPECT_EQ(scenario->name, listed.name);
    EXPECT_FALSE(scenario->rules.empty());
    EXPECT_GE(scenario->expectations.size(), 3u);
    EXPECT_FALSE(scenario->endings.empty());
    for (const char* part : {"# What happens: ", "# A good driver ", "# A bad one "}) {
      EXPECT_THAT(std::string(listed.text), HasSubstr(part));
    }
    EXPECT_THAT(library_listing(), HasSubstr(scenario->summary));
  }
}

TEST(Library, AnUnknownNameIsToldWithTheKnownOnes) {
  const auto scenario = load_scenario("tcp-loss");
  ASSERT_FALSE(scenario);
  EXPECT_THAT(to_string(scenario.error().front()), HasSubstr("tcp-loss: there is no such file"));
  EXPECT_THAT(to_string(scenario.error().front()), HasSubstr("tcp-loss-idle"));
}

TEST(Library, ADirectoryIsNoScenario) {
  const auto scenario = load_scenario(AIR780_SCENARIOS);
  ASSERT_FALSE(scenario);
  EXPECT_THAT(to_string(scenario.error().front()), HasSubstr("cannot be read"));
}

}  // namespace
}  // namespace air780
