// The models and quirks as `--list-models`, --help and `air780sim models` print them. Pure; any thread.
#pragma once

#include <string>

namespace air780 {

// A line a model: the name for --model, its firmware, and how well that is known.
std::string model_listing_text();
// The tables in FIDELITY.md: every line of every profile, and every quirk, each with its evidence.
std::string model_listing_markdown();

}  // namespace air780
