// Reads one line of a dialogue file word by word, and knows the column for complaints.
// Lives on the parser's stack; the line must outlive it.
#pragma once

#include <boost/system/result.hpp>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "protocol/ports/scheduler.h"
#include "sim/dialogue/dialogue_error.h"

namespace air780 {

template <typename Value>
using Parsed = boost::system::result<Value, DialogueError>;

class LineCursor {
 public:
  // Starts reading at offset `at` of the line.
  explicit LineCursor(std::string_view line, std::size_t at = 0) : line_(line), at_(at) {}

  std::size_t offset() const { return at_; }

  // The next characters up to a space, after the spaces before them; empty at the end of the line.
  std::string_view word();
  // A number in lowest..highest.
  Parsed<int> number(int lowest, int highest);
  // A whole number of ms or s above zero, for example 200ms.
  Parsed<Duration> duration();
  // Bytes in double quotes, with C escapes.
  Parsed<std::string> quoted();
  // A complaint if anything but spaces is left.
  std::optional<DialogueError> end();

  // A complaint about what stands at `offset` (the word there, or the end of the line). File and line are left open.
  DialogueError complaint(std::size_t offset, std::string allowed) const;

 private:
  void skip_spaces();

  std::string_view line_;
  std::size_t at_;
};

}  // namespace air780
