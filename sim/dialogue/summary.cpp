#include "sim/dialogue/summary.h"

#include <algorithm>
#include <array>

namespace air780 {
namespace {

std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(width, text.size()), ' ');
  return text;
}

}  // namespace

std::string summary(const std::vector<DialogueResult>& results) {
  std::size_t width = 0;
  for (const DialogueResult& result : results) width = std::max(width, result.name.size());
  std::string text;
  for (const DialogueResult& result : results) {
    text += padded(result.name, width) + "  " + to_string(result.verdict);
    if (result.verdict == Verdict::skipped) text += ": " + result.explanation;
    text += '\n';
  }
  constexpr std::array verdicts{Verdict::same, Verdict::different, Verdict::not_answered, Verdict::skipped};
  for (const Verdict verdict : verdicts) {
    const auto count = std::count_if(results.begin(), results.end(),
                                     [verdict](const DialogueResult& result) { return result.verdict == verdict; });
    text += (verdict == verdicts.front() ? "" : ", ") + std::to_string(count) + " " + to_string(verdict);
  }
  return text + "\n";
}

}  // namespace air780
