#include "test/bench/machine.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sched.h>
#include <sys/utsname.h>

#include <chrono>
#include <cstdlib>
#include <fstream>

namespace air780 {
namespace {

std::string cpu_model() {
  std::ifstream information("/proc/cpuinfo");
  for (std::string line; std::getline(information, line);) {
    if (const auto colon = line.find(": "); line.starts_with("model name") && colon != std::string::npos) {
      return line.substr(colon + 2);
    }
  }
  return "unknown CPU";
}

int usable_cores() {
  cpu_set_t cores;
  return ::sched_getaffinity(0, sizeof cores, &cores) == 0 ? CPU_COUNT(&cores) : 0;
}

}  // namespace

std::string machine_text() {
  utsname system{};
  ::uname(&system);
  double load = 0;
  ::getloadavg(&load, 1);
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}, {} x {}, {} {}, load {:.2f}, {} build",
                     fmt::gmtime(std::chrono::system_clock::to_time_t(now)), usable_cores(), cpu_model(),
                     static_cast<const char*>(system.sysname), static_cast<const char*>(system.release), load,
                     AIR780_BUILD_TYPE);
}

}  // namespace air780
