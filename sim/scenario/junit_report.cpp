#include <fmt/format.h>

#include <algorithm>

#include "sim/scenario/plain_text.h"
#include "sim/scenario/report.h"

namespace air780 {
namespace {

// For attributes and between tags.
std::string xml(std::string_view text) {
  std::string escaped;
  for (const char c : plain_text(text)) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

double seconds(Duration time) { return std::chrono::duration<double>(time).count(); }

std::string property(std::string_view name, std::string_view value) {
  return fmt::format("      <property name=\"{}\" value=\"{}\"/>\n", xml(name), xml(value));
}

std::string property(std::string_view name, Duration time) {
  return property(name, fmt::format("{:.6f}", seconds(time)));
}

std::string properties(const Verdict& verdict, std::uint64_t seed) {
  std::string text = "    <properties>\n" + property("seed", fmt::format("{}", seed));
  if (const auto times = verdict.recovery_times()) {
    text += property("recovery.minimum", times->minimum) + property("recovery.median", times->median) +
            property("recovery.maximum", times->maximum);
  }
  for (std::size_t i = 0; i < verdict.recoveries.size(); ++i) {
    const Recovery& recovery = verdict.recoveries[i];
    const std::string what = recovery.time        ? fmt::format("{:.6f}", seconds(*recovery.time))
                             : recovery.disturbed ? "never"
                                                  : "undisturbed";
    text += property(fmt::format("recovery.fault.{}", i + 1),
                     fmt::format("{} at {:.6f}: {}", recovery.rule, seconds(recovery.at), what));
  }
  return text + "    </properties>\n";
}

std::string test_case(const Verdict& verdict, const Judgement& judgement) {
  std::string text = fmt::format("    <testcase classname=\"{}\" name=\"{}\" time=\"{:.6f}\"", xml(verdict.scenario),
                                 xml(judgement.expectation), seconds(judgement.at - verdict.began));
  if (judgement.met) return text + "/>\n";
  text += fmt::format(">\n      <failure message=\"{}\">{}:{}: {}\n", xml(judgement.detail), xml(verdict.file),
                      judgement.line, xml(judgement.detail));
  for (const std::string& line : judgement.around) text += xml(line) + "\n";
  return text + "</failure>\n    </testcase>\n";
}

}  // namespace

std::string junit_report(std::span<const Verdict> verdicts, std::uint64_t seed) {
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"air780sim\">\n";
  for (const Verdict& verdict : verdicts) {
    text += fmt::format(
        "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"0\" time=\"{:.6f}\">\n",
        xml(verdict.scenario), verdict.judgements.size(),
        std::ranges::count(verdict.judgements, false, &Judgement::met), seconds(verdict.ended - verdict.began));
    text += properties(verdict, seed);
    for (const Judgement& judgement : verdict.judgements) text += test_case(verdict, judgement);
    text += "  </testsuite>\n";
  }
  return text + "</testsuites>\n";
}

}  // namespace air780
