// The pytest plugin, by its example: a good driver, one broken on purpose, and an emulator that runs elsewhere.
#include <gmock/gmock.h>

#include "test/integration/emulator_process.h"
#include "test/kits/installed_kits.h"

namespace air780 {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

// The plugin is found by its entry point, as behind an installation.
Completed play_example(const InstalledKits& kits, const std::vector<std::string>& variables = {}) {
  return kits.run({"/usr/bin/python3", "-m", "pytest", "-p", "no:cacheprovider", kits.example("python")}, variables);
}

TEST(PythonKit, TheExamplePasses) {
  const InstalledKits kits;
  const Completed played = play_example(kits);
  EXPECT_EQ(played.exit_code, 0) << played.output;
  EXPECT_THAT(played.output, HasSubstr("4 passed"));
}

TEST(PythonKit, ABrokenDriverFailsWithAReportThatShowsWhatItDid) {
  const InstalledKits kits;
  const Completed played = play_example(kits, {"THERMOMETER=broken_thermometer"});
  EXPECT_EQ(played.exit_code, 1) << played.output;
  EXPECT_THAT(played.output,
              AllOf(HasSubstr("2 failed, 2 passed"), HasSubstr("AT+MIPSTART was not seen within 5 s. Since then:"),
                    HasSubstr("air780sim transcript"), HasSubstr("urc     CLOSED"),
                    HasSubstr("host    \"AT+MPUB=\"room/temperature\",1,0,\"21.7\"\\r\\n\"")));
}

TEST(PythonKit, AnEmulatorThatRunsElsewhereIsUsed) {
  const InstalledKits kits;
  const EmulatorProcess emulator({"--tcp", "0", "--control", "0", "--broker", "--boot-time", "0"});
  const Completed played = play_example(
      kits, {"AIR780SIM_LINE=" + emulator.tcp_address(), "AIR780SIM_CONTROL_URL=http://" + emulator.control_address()});
  EXPECT_EQ(played.exit_code, 0) << played.output;
  EXPECT_THAT(played.output, HasSubstr("3 passed, 1 skipped"));
}

TEST(PythonKit, ItsVersionIsTheProgramsOwn) {
  EXPECT_THAT(read_file(AIR780_PYPROJECT), HasSubstr("version = \"" AIR780_VERSION "\""));
}

}  // namespace
}  // namespace air780
