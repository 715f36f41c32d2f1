// What a scenario expects of the driver, as parsed. Values; any thread.
#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "protocol/ports/scheduler.h"
#include "sim/scenario/subject.h"

namespace air780 {

// From where time is counted: each time the subject is seen, or the nth time only.
struct Anchor {
  Subject subject;
  std::optional<std::size_t> nth;
};

// expect SUBJECT within T of ANCHOR: behind each anchor the subject comes, at most T later. A state is also reached by
// never being left.
struct ExpectWithin {
  Subject subject;
  Duration time{};
  Anchor anchor;
};

// expect count SUBJECT = N, over the whole run.
struct ExpectCount {
  Subject subject;
  std::size_t least = 0;
  std::size_t most = std::numeric_limits<std::size_t>::max();
};

// expect order A, B, C after ANCHOR: behind each anchor the steps come in this order. Anything else may stand between
// them; beginning again with the first is allowed, a step out of its turn is not. An anchor before the last step starts
// the count anew.
struct ExpectOrder {
  std::vector<Subject> steps;
  Anchor anchor;
};

// expect never SUBJECT [within T of ANCHOR].
struct ExpectNever {
  struct Window {
    Duration time{};
    Anchor anchor;
  };
  Subject subject;
  std::optional<Window> window;
};

struct Expectation {
  std::variant<ExpectWithin, ExpectCount, ExpectOrder, ExpectNever> what;
  std::size_t line = 0;  // in its file, from 1
  std::string text;      // as written
};

// end after T | end when SUBJECT [#n] [+T]
struct Ending {
  std::optional<Anchor> when;  // nothing: the beginning of the run
  Duration time{};
};

}  // namespace air780
