// Takes a command line apart: where it begins behind noise, and its commands one after another (V.250 §5.2.1, §5.4;
// at-reference §1.1). Syntax only; what the names mean is the table's business. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace air780 {

enum class CommandForm { test, read, write, execute };

struct CommandCall {
  std::string name;  // upper case, with its prefix: "+MPUB", "&W", "E", "S3"
  CommandForm form = CommandForm::execute;
  std::string_view arguments;  // what follows = (write); the digits of a basic command
  std::string_view text;       // the whole command as written
};

// Takes the next command off `rest` (what follows AT), with the separator behind it. Nothing when it is not a command
// at all; `rest` is then left as it was. Blanks between commands and empty commands (`;;`) are passed over; an empty
// `rest` afterwards means the line is at its end.
//   "E0&W+CREG=2;&W" gives E (arguments "0"), &W, +CREG (write, "2"), &W.
std::optional<CommandCall> next_command(std::string_view& rest);

// Passes over blanks and separators; true when nothing else is left.
bool at_end_of_line(std::string_view& rest);

// Tells whether a name (upper case, with prefix) is a command of the module.
using KnownName = bool (*)(std::string_view name);

// Finds the command line in what the host sent up to the CR: the text behind AT. A line that begins with AT and a known
// command (or nothing) is taken from there; otherwise from the last AT outside quotes that begins one, since noise and
// half lines may stand before it (decisions, "noise before AT"). Behind AT and a +, ^ or * only an AT with another of
// these begins a command anew: AT+FORMAT and AT+XSTATE are unknown commands, not AT and ATE behind noise. When no AT
// begins a known command the first one counts, so that an unknown command can be answered. Nothing when the line has no
// AT at all: such a line gets no answer.
std::optional<std::string_view> find_commands(std::string_view line, KnownName known);

}  // namespace air780
