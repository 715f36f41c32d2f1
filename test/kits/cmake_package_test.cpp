// find_package(air780sim) in a project of its own: the example, with a good driver and with a forgetful one.
#include <gmock/gmock.h>

#include "test/kits/installed_kits.h"

namespace air780 {
namespace {

using testing::AllOf;
using testing::HasSubstr;

void run_well(const InstalledKits& kits, const std::vector<std::string>& command) {
  const Completed done = kits.run(command);
  ASSERT_EQ(done.exit_code, 0) << done.output << done.errors;
}

TEST(CMakePackage, TheExampleIsBuiltAndItsTestsTellAGoodDriverFromAForgetfulOne) {
  const InstalledKits kits;
  const std::string build = kits.path("build");
  run_well(kits,
           {"cmake", "-G", "Ninja", "-S", kits.example("cmake"), "-B", build, "-DCMAKE_PREFIX_PATH=" + kits.path("")});
  run_well(kits, {"cmake", "--build", build});
  run_well(kits, {"ctest", "--test-dir", build, "--output-on-failure"});

  run_well(kits, {"cmake", "-DFORGETFUL=ON", build});
  run_well(kits, {"cmake", "--build", build});
  const Completed played = kits.run({"ctest", "--test-dir", build, "--output-on-failure", "-R", "lost_link"});
  EXPECT_NE(played.exit_code, 0);
  EXPECT_THAT(played.output, AllOf(HasSubstr("MISSED  expect AT+MIPSTART within 3s of CLOSED"),
                                   HasSubstr("0% tests passed, 1 tests failed out of 1")));
  EXPECT_THAT(read_file(build + "/comes_back_after_a_lost_link.xml"), HasSubstr("<failure"));
}

TEST(CMakePackage, WhatIsMissingOrUnknownIsTold) {
  const InstalledKits kits;
  const TemporaryDirectory project;
  project.write("CMakeLists.txt",
                "cmake_minimum_required(VERSION 3.18)\nproject(driver LANGUAGES C)\nfind_package(air780sim REQUIRED)\n"
                "air780sim_add_test(NAME loss COMMAND driver SCENARIO tcp-loss-idle TIME_OUT 5)\n");
  const Completed done = kits.run({"cmake", "-G", "Ninja", "-S", project.file("."), "-B", project.file("build"),
                                   "-DCMAKE_PREFIX_PATH=" + kits.path("")});
  EXPECT_NE(done.exit_code, 0);
  EXPECT_THAT(done.errors, HasSubstr("air780sim_add_test(loss)"));
  EXPECT_THAT(done.errors, HasSubstr("there are NAME"));
}

}  // namespace
}  // namespace air780
