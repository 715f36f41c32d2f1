#include "sim/scenario/verdict_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/scenario/watch.h"

namespace air780 {
namespace {

constexpr std::string_view indent = "        ";

std::string judgement_text(const Judgement& judgement, const std::string& file) {
  if (judgement.met) return fmt::format("ok      {}: {}\n", judgement.expectation, judgement.detail);
  std::string text = fmt::format("MISSED  {}: {}\n", judgement.expectation, judgement.detail);
  text += fmt::format("{}{}:{}, at {}; the transcript around it:\n", indent, file, judgement.line,
                      seconds_text(judgement.at));
  for (const std::string& line : judgement.around) text += fmt::format("{}|{}\n", indent, line);
  return text;
}

std::string recovery_text(const Verdict& verdict) {
  std::string text;
  const auto disturbed = std::ranges::count_if(verdict.recoveries, &Recovery::disturbed);
  const auto recovered =
      std::ranges::count_if(verdict.recoveries, [](const Recovery& r) { return r.time.has_value(); });
  if (disturbed == 0) return text;
  text = fmt::format("recovery: {} of {} faults that disturbed the session", recovered, disturbed);
  if (const auto times = verdict.recovery_times()) {
    text += fmt::format(", minimum {}, median {}, maximum {}", seconds_text(times->minimum),
                        seconds_text(times->median), seconds_text(times->maximum));
  }
  return text + "\n";
}

}  // namespace

std::string to_text(const Verdict& verdict) {
  const auto missed = std::ranges::count(verdict.judgements, false, &Judgement::met);
  std::string text = fmt::format("scenario {}: ", verdict.scenario);
  text += missed == 0 ? fmt::format("all {} expectations met", verdict.judgements.size())
                      : fmt::format("{} of {} expectations missed", missed, verdict.judgements.size());
  if (verdict.cut_short) text += " (ended from outside; what was still to come counts as missed)";
  text += "\n";
  for (const Judgement& judgement : verdict.judgements) text += judgement_text(judgement, verdict.file);
  return text + recovery_text(verdict);
}

}  // namespace air780
