// Every line that the module says by itself, and how well each is known: one row a line, from which FIDELITY.md and
// `air780sim commands --urcs` are made. What is said and is in no row is a defect that tests find.
// Constants; any thread.
#pragma once

#include <span>
#include <string_view>

#include "protocol/at/command.h"

namespace air780 {

struct UrcDescription {
  std::string_view beginning;  // how the line begins; the whole of it if it never varies
  std::string_view when;
  Evidence evidence = Evidence::documented;
  std::string_view source;     // where it is known from, and the quirk that changes it
  std::string_view rest = {};  // what follows the beginning, for a person: "<cid>"
};

std::span<const UrcDescription> all_urcs();

// The row with the longest beginning that `line` has, or null. `line` is without CR and LF.
const UrcDescription* find_urc(std::string_view line);

}  // namespace air780
