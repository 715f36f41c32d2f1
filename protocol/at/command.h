// The descriptor of one command: the single place that says what it is called, which forms it has, what it takes, how
// well its behaviour is known and which function carries it out. The tables of protocol/commands are made of these; the
// parser's checks, the =? answers, `air780sim commands`, FIDELITY.md and the fuzzers' dictionary all come from them.
// Constants; any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "protocol/at/arguments.h"
#include "protocol/at/result.h"
#include "protocol/evidence.h"

namespace air780 {

class Module;
class Reply;

// What a command answers to arguments that its parameters do not allow (decisions, "bad syntax").
enum class SyntaxError { plain, cme_50 };

using Handler = Result (*)(Module& module, const Arguments& arguments, Reply& reply);

struct Command {
  // As the host writes it after AT, upper case: "+MPUB", "^HVER", "*I", "&W", "E", "S3".
  std::string_view name;
  std::string_view summary;  // one line for a person
  std::string_view manual;   // section of the vendor's AT manual V1.6.3, or where else it is from
  Evidence evidence = Evidence::documented;
  std::string_view source = {};  // captures, guide, decision: what the evidence is
  std::span<const Parameter> parameters = {};
  std::span<const Variant> variants = {};  // instead of parameters, where the first argument decides about the others
  SyntaxError syntax_error = SyntaxError::cme_50;
  // The information text of =? (CR LF between its lines); empty: a bare OK. Basic commands have no test form.
  std::string_view test = {};
  Handler tell_range = nullptr;  // instead of `test`, where the answer to =? depends on the module's state
  Handler read = nullptr;        // AT+X?
  Handler write = nullptr;       // AT+X=…; for a basic command also the form without a value
  Handler execute = nullptr;     // AT+X

  // "E", "&W", "S3": V.250 basic syntax, without separators and without a test form.
  constexpr bool basic() const { return name[0] != '+' && name[0] != '^' && name[0] != '*'; }
};

}  // namespace air780
