// Cuts what the module says into lines as it comes and notices beginnings. Owned by the engine; one thread.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "sim/fault/rule.h"

namespace air780 {

class LineWatch {
 public:
  // Takes the module's next bytes; calls grown(line, before) whenever the line being said has become longer, with what
  // it is so far (at most longest_line_beginning bytes) and how long it was before. CR and LF end lines.
  template <typename Grown>
  void take(std::string_view bytes, Grown grown) {
    while (!bytes.empty()) {
      const std::string_view part = bytes.substr(0, bytes.find_first_of("\r\n"));
      const std::size_t before = line_.size();
      line_ += part.substr(0, longest_line_beginning - before);
      if (line_.size() > before) grown(std::string_view(line_), before);
      if (part.size() < bytes.size()) line_.clear();
      bytes.remove_prefix(std::min(part.size() + 1, bytes.size()));
    }
  }

 private:
  std::string line_;
};

}  // namespace air780
