// Carries out command lines: one command after another, one final result a line, the first failure ends the line
// (at-reference §1.1, V.250 §5.8). While a command is pending or reads data it is busy and takes no other line.
// Owned by the module; one thread.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "protocol/at/command.h"
#include "protocol/at/command_line.h"
#include "protocol/at/outbox.h"
#include "protocol/ports/interference.h"
#include "protocol/ports/scheduler.h"

namespace air780 {

struct ResultSettings {
  bool quiet = false;  // ATQ1: no OK, no ERROR
  int cme_errors = 1;  // AT+CMEE: 0 ERROR, 1 the number, 2 the text
};

class Interpreter {
 public:
  // `interference` may be null. `line_ended` is called after each final result, so that input that waited can be taken;
  // also behind a prompt that came later than its line.
  Interpreter(Module& module, Scheduler& scheduler, Outbox& outbox, const EventStream& events,
              const ResultSettings& settings, const std::string& prompt, Interference* interference,
              std::function<void()> line_ended);

  // Carries out one line as the line discipline delivered it. A line without AT is passed over in silence.
  void execute(std::string_view line);
  // A/: the last line again; nothing when there was none.
  void repeat();
  // Answers a line that was too long to keep.
  void reject_line();

  // How long the module takes from a line to carrying it out; asked once a line. Unset: no time.
  std::function<Duration()> line_takes;

  // True while no line may be given: a command is pending or data is being read.
  bool busy() const { return pending_ || request_.has_value() || line_time_.running(); }
  bool reading_data() const { return request_.has_value(); }
  // A command's final result is about to leave: somebody acts in the moment before it.
  bool result_is_leaving() const { return result_leaving_; }

  // Takes data off the front of `input`, until the request is satisfied (the rest is command lines again) or somebody
  // wants to act between two bytes (then it is to be called again).
  void feed_data(std::string_view& all_input);

  // A line of a pending command's information text, ahead of its result; ignored when none is pending.
  void tell(std::string_view line);
  // Brings the result of a command that returned Result::pending(); ignored when none is pending.
  void finish(const Result& result, const Reply& reply);

  // Forgets everything that runs, without a result (reboot).
  void reset();

 private:
  void run(std::string line);
  void proceed();
  Result carry_out(const CommandCall& call, Reply& reply);
  Result write(const Command& command, const CommandCall& call, Reply& reply);
  // Whether somebody outside decided the command's outcome, or made the module forget it; the line is over then.
  bool interfered();
  void end_as_forced(const ForcedOutcome& forced);
  // Tells that the command has ended. False when the module was made to forget it in the moment before.
  bool tell_finished(const std::string& result);
  // How much of the data may be taken before somebody wants to act.
  std::size_t until_data_mark(std::size_t size) const;
  // False when the module was made to forget the command.
  bool tell_data();
  // Takes note of one command's result; true when the line goes on with the next command.
  bool settle(Result result, const Reply& reply);
  void ask_for_data(DataRequest request);
  void start_data_time();
  void complete_data(bool timed_out);
  void end_line(const Result& result);
  std::string final_text(const Result& result) const;

  Module& module_;
  Outbox& outbox_;
  const EventStream& events_;
  const ResultSettings& settings_;
  const std::string& prompt_;
  Interference* const interference_;
  const std::function<void()> line_ended_;

  std::optional<std::string> last_line_;  // A/ repeats it
  std::string line_;                      // being carried out; calls point into it
  std::string_view rest_;                 // of line_, not yet carried out
  std::string current_;                   // text of the command being carried out
  bool pending_ = false;
  bool told_ = false;  // the pending command has said a line
  Timer line_time_;
  std::optional<DataRequest> request_;
  DataRequest::Data data_;
  std::size_t data_received_ = 0;  // also what was dropped
  Timer data_time_;
  bool result_leaving_ = false;
  std::uint64_t resets_ = 0;  // tells a command that the module was made to forget
};

}  // namespace air780
