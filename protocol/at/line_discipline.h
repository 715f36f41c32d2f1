// Turns the host's bytes into command lines, as the module's UART side does: CR ends a line, an LF after it is
// swallowed, backspace edits, A/ needs no CR (V.250 §5.2, at-reference §1.1). Decides what is echoed; knows nothing of
// what a line means.
// Owned by the module; one thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace air780 {

struct LineRules {
  bool lf_terminates = false;  // quirk: a lone LF ends a line too
  bool echo_lf = false;        // quirk: the LF after a CR is echoed as well

  bool operator==(const LineRules&) const = default;
};

class LineDiscipline {
 public:
  // 16 KiB: holds any legal command, MPUB of 4100 escaped bytes included (decisions, "longest line").
  static constexpr std::size_t longest_line = 16 * 1024;

  explicit LineDiscipline(const LineRules& rules) : rules_(rules) {}

  enum class Outcome {
    more,      // the bytes ended before the line did
    line,      // line() holds a complete line, without its end
    repeat,    // A/ was typed
    too_long,  // a line beyond longest_line has ended; its text is gone
  };

  // Takes bytes off the front of `input` up to the end of one line, and appends to `echo` what a module with echo on
  // sends back for them.
  Outcome feed(std::string_view& input, std::string& echo);

  // The line that feed() completed; valid until the next feed().
  const std::string& line() const { return line_; }

  // Before data is read instead of lines: takes the LF that belongs to the CR of the line before, if it comes first.
  void swallow_line_feed(std::string_view& input, std::string& echo);

  // Forgets a half-typed line (reboot).
  void reset();

 private:
  void begin_line();
  void store(char c);

  const LineRules rules_;
  std::string line_;
  bool complete_ = false;  // line_ was handed out; the next byte begins a new one
  bool overflowed_ = false;
  bool after_return_ = false;  // the last byte was the CR of a line
};

}  // namespace air780
