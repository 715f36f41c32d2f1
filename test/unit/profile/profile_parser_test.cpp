// Profile files: what can be said in them, and what is told of one that is wrong.
#include <gmock/gmock.h>

#include "sim/profile/profile_file.h"

namespace air780 {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

std::vector<std::string> errors_of(std::string_view text) {
  const auto profile = read_profile("x.profile", text);
  std::vector<std::string> errors;
  if (!profile) {
    for (const ProfileError& error : profile.error()) errors.push_back(to_string(error));
  }
  return errors;
}

TEST(ProfileParser, NothingIsAnAir780EP) {
  for (const char* text : {"", "\n\n", "# a comment\r\n  # another\n"}) {
    const auto profile = read_profile("x.profile", text);
    ASSERT_TRUE(profile) << text;
    EXPECT_EQ(*profile, ModelProfile());
  }
}

TEST(ProfileParser, FieldsQuirksAndABase) {
  const auto profile = read_profile("x.profile",
                                    "# mine\r\n"
                                    "based-on = 780e@v1161\r\n"
                                    "firmware=MINE[1] # no comment   [captured: my own]\r\n"
                                    "  quirk   prompt = \"> \"\t[chosen]\r\n"
                                    "operator-long = \"A \\\\ B\"\n"
                                    "quirk pdp-deact = +PDP DEACT");
  ASSERT_TRUE(profile) << to_string(profile.error().front());
  EXPECT_EQ(profile->chip, "EC618");
  EXPECT_FALSE(profile->quirks.cgev_reason);
  EXPECT_EQ(profile->firmware, "MINE[1] # no comment");
  EXPECT_EQ(profile->quirks.prompt, "> ");
  EXPECT_EQ(profile->operator_long, "A \\ B");
  EXPECT_EQ(profile->quirks.pdp_deact, Quirks::PdpDeact::plain);
}

TEST(ProfileParser, EvidenceIsKeptBesideTheValue) {
  const auto text = parse_profile("x", "quirk prompt = > [ captured : C2, FSWRITE ]\nmodel = M\n");
  ASSERT_TRUE(text);
  ASSERT_EQ(text->settings.size(), 2u);
  EXPECT_EQ(text->settings[0].value, ">");
  EXPECT_EQ(text->settings[0].evidence, Evidence::captured);
  EXPECT_EQ(text->settings[0].source, "C2, FSWRITE");
  EXPECT_FALSE(text->settings[1].evidence);
}

TEST(ProfileParser, EveryErrorSaysWhereAndWhatIsAllowed) {
  EXPECT_THAT(errors_of("firmware AirX\n\n  imei = 12\nquirk prompt=toolongaprompt\n"),
              ElementsAre("x.profile:1:10: '=' is expected behind 'firmware'"));
  EXPECT_THAT(errors_of("  imei = 12\nquirk prompt=toolongaprompt\n"),
              ElementsAre("x.profile:1:10: '12' is not allowed; 15 digits are",
                          AllOf(StartsWith("x.profile:2:14: quirk prompt"), HasSubstr("one to eight"))));
  EXPECT_THAT(errors_of("quirk promt = >\nfirmwar = X"),
              ElementsAre(StartsWith("x.profile:1:7: quirk 'promt' is unknown; there are prompt, "),
                          StartsWith("x.profile:2:1: 'firmwar' is unknown; there are firmware, ")));
  EXPECT_THAT(errors_of("based-on = 780EPX"),
              ElementsAre(StartsWith("x.profile:1:12: '780EPX' is unknown; there are Air780EP, ")));
  EXPECT_THAT(errors_of("model = A\nmodel = B"),
              ElementsAre("x.profile:2:1: 'model' is set already in line 1; once is allowed"));
  EXPECT_THAT(errors_of("model = A\nbased-on = 780E"),
              ElementsAre("x.profile:2:1: based-on is allowed as the first setting only"));
  EXPECT_THAT(errors_of("model ="), ElementsAre("x.profile:1:8: a value is expected"));
  EXPECT_THAT(errors_of("model = \"A"), ElementsAre("x.profile:1:9: the quote is not closed"));
  EXPECT_THAT(errors_of("model = \"A\\q\""), ElementsAre(StartsWith("x.profile:1:11: '\\q' is not allowed")));
  EXPECT_THAT(errors_of("model = \"A\" B"), ElementsAre(StartsWith("x.profile:1:13: nothing, or the evidence")));
  EXPECT_THAT(errors_of("model = A [guessed]"), ElementsAre(StartsWith("x.profile:1:12: 'guessed' is not allowed")));
  EXPECT_THAT(errors_of("model = A [captured"), ElementsAre("x.profile:1:11: the bracket is not closed"));
  EXPECT_THAT(errors_of("= A"), ElementsAre(StartsWith("x.profile:1:1: NAME = VALUE")));
}

TEST(ProfileParser, AnyBytesAreRead) {
  for (const std::string text : {"\xff\xfe", "\"", "[", "quirk", "quirk =", "a=\"\\", "a = \"\\\""}) {
    EXPECT_FALSE(errors_of(text).empty()) << text;
  }
}

TEST(ProfileFile, ADirectoryAndAMissingFileAreNone) {
  for (const char* path : {"/", "/no/such.profile"}) {
    const auto profile = load_profile(path);
    ASSERT_FALSE(profile);
    EXPECT_EQ(to_string(profile.error().front()), std::string(path) + ": cannot be read");
  }
}

}  // namespace
}  // namespace air780
