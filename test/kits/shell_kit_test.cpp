// air780sim-with, as shell scripts and CI jobs use it.
#include <gmock/gmock.h>

#include "test/kits/installed_kits.h"

namespace air780 {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

TEST(ShellKit, TheExampleSeesTheDriverComeBack) {
  const InstalledKits kits;
  const Completed played =
      kits.run({"air780sim-with", "--", kits.example("shell/test_driver.sh"), AIR780_DRIVER, "{pty}", "0.1"});
  EXPECT_EQ(played.exit_code, 0) << played.errors;
  EXPECT_THAT(played.output, HasSubstr("\"CLOSED\":1"));
}

TEST(ShellKit, TheExitCodeIsTheCommandsOrTheScenariosVerdict) {
  const InstalledKits kits;
  EXPECT_EQ(kits.run({"air780sim-with", "--", "true"}).exit_code, 0);
  EXPECT_EQ(kits.run({"air780sim-with", "--", "sh", "-c", "exit 7"}).exit_code, 7);
  const Completed nothing =
      kits.run({"air780sim-with", "--scenario", kits.example("cmake/lost-link.scenario"), "--", "/nowhere"});
  EXPECT_EQ(nothing.exit_code, 127) << nothing.errors;
  const Completed missed =
      kits.run({"air780sim-with", "--scenario", kits.example("cmake/lost-link.scenario"), "--", "true"});
  EXPECT_EQ(missed.exit_code, 1) << missed.errors;
  EXPECT_THAT(missed.output, HasSubstr("MISSED  expect AT+MIPSTART within 3s of CLOSED"));
}

TEST(ShellKit, ErrorsOfUseSayWhatIsMissing) {
  const InstalledKits kits;
  const Completed nothing = kits.run({"air780sim-with", "true"});
  EXPECT_EQ(nothing.exit_code, 2);
  EXPECT_THAT(nothing.errors, HasSubstr("what to run is missing: air780sim-with [OPTION…] -- COMMAND"));
  const Completed option = kits.run({"air780sim-with", "--fualt", "now: closed", "--", "true"});
  EXPECT_EQ(option.exit_code, 2);
  EXPECT_THAT(option.errors, HasSubstr("--fualt"));
}

TEST(ShellKit, TheCommandFindsTheAddressesInItsEnvironment) {
  const InstalledKits kits;
  const Completed told =
      kits.run({"air780sim-with", "--", "sh", "-c",
                "test -c \"$AIR780SIM_DEVICE\" && air780sim probe \"$AIR780SIM_LINE\" && "
                "air780sim ctl state && mosquitto_pub -p ${AIR780SIM_BROKER_ADDRESS##*:} -t t -m x"});
  EXPECT_EQ(told.exit_code, 0) << told.errors;
  EXPECT_THAT(told.output, HasSubstr("\"power\":\"booted\""));
}

}  // namespace
}  // namespace air780
