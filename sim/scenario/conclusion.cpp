#include "sim/scenario/conclusion.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "sim/scenario/report.h"
#include "sim/scenario/verdict_text.h"

namespace air780 {

int conclude(std::span<const Verdict> verdicts, const std::vector<std::string>& reports, std::uint64_t seed) {
  for (const Verdict& verdict : verdicts) std::fputs(to_text(verdict).c_str(), stdout);
  std::fflush(stdout);
  int exit_code = std::ranges::all_of(verdicts, &Verdict::met) ? 0 : 1;
  for (const std::string& report : reports) {
    const auto error = write_report(report, verdicts, seed);
    if (!error) continue;
    std::fputs(fmt::format("air780sim: {}\n", *error).c_str(), stderr);
    exit_code = 2;
  }
  return exit_code;
}

}  // namespace air780
