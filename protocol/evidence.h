// How well a behaviour is known (FIDELITY.md). Values; any thread.
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace air780 {

enum class Evidence { captured, documented, inferred, chosen };

inline constexpr std::array<std::string_view, 4> evidence_names = {"captured", "documented", "inferred", "chosen"};

constexpr std::string_view to_string(Evidence evidence) { return evidence_names[static_cast<std::size_t>(evidence)]; }

// Nothing for another word.
constexpr std::optional<Evidence> parse_evidence(std::string_view word) {
  for (std::size_t index = 0; index < evidence_names.size(); ++index) {
    if (evidence_names[index] == word) return static_cast<Evidence>(index);
  }
  return std::nullopt;
}

}  // namespace air780
