// What somebody outside may do to the course of a command: a fault rule that makes it fail, answers in its place, or
// acts in the moment before its OK. Without it the module simply goes its way.
// Owned by the composition; must outlive the module. Called from the module's one thread, synchronously, and free to
// call whatever acts on the module except Module::receive.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace air780 {

// How a command ends instead of being carried out; nothing of its effect happens.
struct ForcedOutcome {
  enum class Kind { error, cme, answer, silence } kind = Kind::error;
  int cme_code = 0;    // cme
  std::string answer;  // answer: what stands between CR LF and CR LF; it is the final result
};

class Interference {
 public:
  virtual ~Interference() = default;
  // A command of a line is about to be carried out; `text` as in CommandStarted. Nothing: it is.
  virtual std::optional<ForcedOutcome> command_begins(std::string_view text) = 0;
  // It has been carried out and its final result is about to leave.
  virtual void result_leaves(std::string_view text, std::string_view result) = 0;
  // Behind a prompt, so many bytes of the data have come; called whenever that number grows, and once with 0 when the
  // prompt has been printed.
  virtual void data_comes(std::string_view text, std::size_t received) = 0;
  // The number of bytes behind which data_comes has to be called exactly, however the host sends; nothing: at will.
  virtual std::optional<std::size_t> next_data_mark(std::string_view text, std::size_t received) const = 0;
};

}  // namespace air780
