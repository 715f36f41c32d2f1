// The models that come with the program: every one is whole, says of each line how well it is known, and answers as
// itself.
#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "sim/profile/model_listing.h"
#include "sim/profile/profile_file.h"
#include "sim/profile/profile_library.h"
#include "test/fake/module_rig.h"

namespace air780 {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

ModelProfile model(std::string_view name) {
  auto found = find_model(name);
  EXPECT_TRUE(found) << (found ? "" : found.error());
  return found ? *found : ModelProfile();
}

TEST(ProfileLibrary, EveryFileIsBuiltIn) {
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(AIR780_PROFILES)) {
    ++files;
    std::ifstream file(entry.path());
    const std::string text(std::istreambuf_iterator<char>(file), {});
    const LibraryProfile* found = find_library_profile(entry.path().stem().string());
    ASSERT_NE(found, nullptr) << entry.path();
    EXPECT_EQ(found->text, text);
  }
  EXPECT_EQ(files, library_profiles().size());
}

TEST(ProfileLibrary, HasEveryModelOfTheGuide) {
  for (const char* name : {"Air780EP", "Air780EPA", "Air780EPT", "Air780EPS", "Air780EPV", "Air780E", "Air780EX",
                           "Air724UG", "Air201", "Air780EQ", "Air700ECQ", "Air700EAQ"}) {
    EXPECT_EQ(model(name).model, name);
  }
}

TEST(ProfileLibrary, TheAir780EPIsTheDefaultAndSetsEveryField) {
  EXPECT_EQ(model("Air780EP"), ModelProfile());
  const auto text = parse_profile("", find_library_profile("Air780EP")->text);
  ASSERT_TRUE(text);
  for (const ProfileField& field : profile_fields()) {
    // What the module's speed is belongs to the options.
    if (field.name == "boot-time" || field.name == "result-gap") continue;
    EXPECT_TRUE(std::ranges::any_of(text->settings, [&](const auto& s) { return s.name == field.name; })) << field.name;
  }
}

TEST(ProfileLibrary, EveryLineSaysHowWellItIsKnownAndWhereFrom) {
  for (const LibraryProfile& listed : library_profiles()) {
    const auto text = parse_profile(listed.name, listed.text);
    ASSERT_TRUE(text) << to_string(text.error().front());
    EXPECT_TRUE(text->based_on || listed.name == "Air780EP") << listed.name;
    EXPECT_THAT(std::string(listed.text), StartsWith("# "));
    for (const ProfileSetting& setting : text->settings) {
      EXPECT_TRUE(setting.evidence && !setting.source.empty()) << listed.name << ": " << setting.name;
    }
  }
}

TEST(ProfileLibrary, EveryModelAnswersAsItself) {
  for (const LibraryProfile& listed : library_profiles()) {
    SCOPED_TRACE(listed.name);
    const ModelProfile profile = model(listed.name);
    fake::ModuleRig rig(profile);
    EXPECT_THAT(rig.command("ATI"), HasSubstr("\r\n" + profile.firmware + "\r\n"));
    EXPECT_THAT(rig.command("AT+CGMM"), HasSubstr("+CGMM: \"" + profile.model + "\"\r\n"));
    EXPECT_THAT(rig.command("AT+CGMR"), HasSubstr("+CGMR: \"" + profile.firmware + "\"\r\n"));
    EXPECT_THAT(rig.command("AT^HVER"), HasSubstr("^HVER: " + profile.chip + "\r\n"));
    EXPECT_THAT(rig.command("AT*I"), HasSubstr("Revision: " + profile.firmware + "\r\n"));
    EXPECT_EQ(profile.model, listed.name.substr(0, listed.name.find('@')));
    EXPECT_THAT(model_listing_text(), HasSubstr(profile.firmware));
  }
}

TEST(ProfileLibrary, NamesInAnyCaseWithoutTheMakerAndWithAVersion) {
  EXPECT_EQ(model("780ep"), ModelProfile());
  EXPECT_EQ(model("AIR780EP@v1007"), ModelProfile());
  EXPECT_EQ(model("780EP@V1010").firmware, "AirM2M_780EP_V1010_LTE_AT");
  EXPECT_EQ(model("724ug").model, "Air724UG");
  EXPECT_EQ(model("780E@V1169"), model("Air780E"));
}

TEST(ProfileLibrary, AnUnknownNameIsToldWithTheNearestFirst) {
  for (const auto& [wanted, nearest] :
       {std::pair("Air780EPX", "Air780EP"), std::pair("Air780EP@V1012", "Air780EP@V1010"), std::pair("724", "Air724UG"),
        std::pair("", "Air201")}) {
    const auto found = find_model(wanted);
    ASSERT_FALSE(found) << wanted;
    EXPECT_THAT(found.error(), StartsWith("'" + std::string(wanted) + "' is unknown; there are " + nearest)) << wanted;
  }
}

// What a host of an Air780E sees and one of an Air780EP does not (C7, C8, C16).
TEST(ProfileLibrary, TheAir780EBehavesAsItsCapturesHaveIt) {
  fake::ModuleRig rig(model("Air780E"));
  EXPECT_THAT(rig.command("AT+IFC?"), HasSubstr("+IFC: 0, 0\r\n"));
  rig.command("AT+CFUN=0");
  const std::string found = rig.command("AT+CFUN=1", std::chrono::seconds(1));
  EXPECT_THAT(found, HasSubstr("\r\n+CGEV: ME PDN ACT 1,0\r\n"));
  EXPECT_THAT(found, HasSubstr("+NITZ: 2026/11/23,08:00:00+0,0\r\n"));
}

TEST(ProfileLibrary, TheAir780EQTakesLongerMessages) {
  fake::ModuleRig rig(model("Air780EQ"));
  rig.go_online();
  rig.command("AT+MPUB=t,0,0,\"" + std::string(5120, 'x') + "\"");
  ASSERT_EQ(rig.mqtt.published.size(), 1u);
  EXPECT_EQ(rig.mqtt.published.back().payload.size(), 5120u);
}

}  // namespace
}  // namespace air780
