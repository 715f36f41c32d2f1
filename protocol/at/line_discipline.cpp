#include "protocol/at/line_discipline.h"

#include "protocol/at/characters.h"

namespace air780 {

LineDiscipline::Outcome LineDiscipline::feed(std::string_view& input, std::string& echo) {
  if (complete_) begin_line();
  swallow_line_feed(input, echo);
  while (!input.empty()) {
    const char c = input.front();
    input.remove_prefix(1);
    // A stray 0x1A is what a host sends to get out of a prompt that is not there: silent (decisions, "Ctrl-C, 0x1A").
    if (c == ctrl_z) continue;
    echo.push_back(c);
    if (c == carriage_return || (c == line_feed && rules_.lf_terminates)) {
      after_return_ = c == carriage_return;
      complete_ = true;
      return overflowed_ ? Outcome::too_long : Outcome::line;
    }
    store(c);
    if (line_.size() == 2 && line_[1] == '/' && upper(line_[0]) == 'A') {
      complete_ = true;
      return Outcome::repeat;
    }
  }
  return Outcome::more;
}

void LineDiscipline::swallow_line_feed(std::string_view& input, std::string& echo) {
  if (input.empty() || !after_return_) return;
  after_return_ = false;
  if (input.front() != line_feed) return;
  if (rules_.echo_lf) echo.push_back(line_feed);
  input.remove_prefix(1);
}

void LineDiscipline::reset() {
  begin_line();
  after_return_ = false;
}

void LineDiscipline::begin_line() {
  line_.clear();
  complete_ = false;
  overflowed_ = false;
}

void LineDiscipline::store(char c) {
  if (c == backspace) {
    if (!line_.empty()) line_.pop_back();
  } else if (overflowed_ || line_.size() == longest_line) {
    overflowed_ = true;
    line_.clear();
  } else {
    line_.push_back(c);
  }
}

}  // namespace air780
