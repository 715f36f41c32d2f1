#include "protocol/at/interpreter.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "protocol/at/characters.h"
#include "protocol/at/command_table.h"
#include "protocol/at/reply.h"

namespace air780 {

Interpreter::Interpreter(Module& module, Scheduler& scheduler, Outbox& outbox, const EventStream& events,
                         const ResultSettings& settings, const std::string& prompt, Interference* interference,
                         std::function<void()> line_ended)
    : module_(module),
      outbox_(outbox),
      events_(events),
      settings_(settings),
      prompt_(prompt),
      interference_(interference),
      line_ended_(std::move(line_ended)),
      line_time_(scheduler),
      data_time_(scheduler) {}

void Interpreter::execute(std::string_view line) {
  const auto commands = find_commands(line, [](std::string_view name) { return find_command(name) != nullptr; });
  if (commands) run(std::string(*commands));
}

void Interpreter::repeat() {
  if (last_line_) run(*last_line_);
}

void Interpreter::reject_line() {
  events_.emit(Notice{Notice::Level::warning, "a command line longer than 16 KiB was discarded"});
  outbox_.hold();
  end_line(Result::error());
}

void Interpreter::run(std::string line) {
  last_line_ = line;
  line_ = std::move(line);
  rest_ = line_;
  outbox_.hold();
  const Duration time = line_takes ? line_takes() : Duration{};
  if (time == Duration{}) return proceed();
  line_time_.start(time, [this] {
    proceed();
    if (reading_data()) line_ended_();
  });
}

// Carries out commands until the line is at its end, one fails, or one has to be waited for.
void Interpreter::proceed() {
  while (!at_end_of_line(rest_)) {
    const auto call = next_command(rest_);
    if (!call) {
      current_ = rest_;
      events_.emit(CommandStarted{current_});
      settle(Result::error(), Reply());
      return;
    }
    current_ = call->text;
    events_.emit(CommandStarted{current_});
    if (interfered()) return;
    Reply reply;
    Result result = carry_out(*call, reply);
    if (!settle(std::move(result), reply)) return;
  }
  end_line(Result::ok());
}

bool Interpreter::interfered() {
  if (!interference_) return false;
  const std::uint64_t resets = resets_;
  const auto forced = interference_->command_begins(std::string(current_));
  if (resets != resets_) return true;
  if (forced) end_as_forced(*forced);
  return forced.has_value();
}

void Interpreter::end_as_forced(const ForcedOutcome& forced) {
  switch (forced.kind) {
    case ForcedOutcome::Kind::error:
      return end_line(Result::error());
    case ForcedOutcome::Kind::cme:
      return end_line(Result::cme(static_cast<CmeError>(forced.cme_code)));
    case ForcedOutcome::Kind::answer:
      return end_line(Result::text(forced.answer));
    case ForcedOutcome::Kind::silence:
      return end_line(Result::bare());
  }
}

bool Interpreter::tell_finished(const std::string& result) {
  if (interference_) {
    const std::uint64_t resets = resets_;
    result_leaving_ = true;
    interference_->result_leaves(std::string(current_), result);
    result_leaving_ = false;
    if (resets != resets_) return false;
  }
  events_.emit(CommandFinished{current_, result});
  return true;
}

Result Interpreter::carry_out(const CommandCall& call, Reply& reply) {
  const Command* command = find_command(call.name);
  if (!command) {
    events_.emit(Notice{Notice::Level::information, fmt::format("AT{}: the module has no such command", call.text)});
    return Result::error();
  }
  const Handler handler = call.form == CommandForm::read ? command->read : command->execute;
  switch (call.form) {
    case CommandForm::test:
      if (command->tell_range) return command->tell_range(module_, Arguments{}, reply);
      if (!command->test.empty()) reply.line(command->test);
      return Result::ok();
    case CommandForm::write:
      return write(*command, call, reply);
    case CommandForm::read:
    case CommandForm::execute:
      break;
  }
  if (handler) return handler(module_, Arguments{}, reply);
  events_.emit(Notice{Notice::Level::information, fmt::format("AT{}: the command has no such form", call.text)});
  return command->syntax_error == SyntaxError::plain ? Result::error() : Result::cme(CmeError::operation_not_allowed);
}

Result Interpreter::write(const Command& command, const CommandCall& call, Reply& reply) {
  std::string reason;
  const auto arguments = command.variants.empty() ? Arguments::parse(call.arguments, command.parameters, reason)
                                                  : Arguments::parse(call.arguments, command.variants, reason);
  if (!arguments || !command.write) {
    if (reason.empty()) reason = "the command takes no arguments";
    events_.emit(Notice{Notice::Level::information, fmt::format("AT{}: {}", call.text, reason)});
    return command.syntax_error == SyntaxError::plain ? Result::error() : Result::cme(CmeError::execute_failed);
  }
  return command.write(module_, *arguments, reply);
}

bool Interpreter::settle(Result result, const Reply& reply) {
  if (!reply.empty()) {
    outbox_.piece(reply.text(), reply.ends_in_data() ? Outbox::PieceKind::data : Outbox::PieceKind::text);
  }
  switch (result.kind()) {
    case Result::Kind::pending:
      pending_ = true;
      told_ = false;
      outbox_.flush();
      return false;
    case Result::Kind::prompt:
      ask_for_data(std::move(result.request()));
      return false;
    case Result::Kind::ok:
      return tell_finished("OK");
    case Result::Kind::text:
    case Result::Kind::bare:
    case Result::Kind::ok_first:
      if (at_end_of_line(rest_)) break;
      // With commands behind it, the last of them brings the line's one final result; what is information stays.
      if (!tell_finished(final_text(result))) return false;
      if (result.kind() == Result::Kind::ok_first) outbox_.piece(result.text());
      return true;
    case Result::Kind::error:
    case Result::Kind::cme:
    case Result::Kind::failure:
      break;
  }
  end_line(result);
  return false;
}

void Interpreter::tell(std::string_view line) {
  if (!pending_) return;
  // Lines of one answer follow each other with one CR LF between them (at-reference §1.2).
  outbox_.append(std::exchange(told_, true) ? std::string(line) + "\r\n" : framed(line));
  outbox_.flush();
}

void Interpreter::finish(const Result& result, const Reply& reply) {
  if (!pending_) return;
  pending_ = false;
  if (settle(result, reply)) proceed();
}

void Interpreter::end_line(const Result& result) {
  const std::string text = final_text(result);
  // An OK of the last command was told when that command ended.
  if (result.kind() != Result::Kind::ok && !current_.empty() && !tell_finished(text)) return;
  const bool silenced = settings_.quiet && result.is_result_code();
  if (!silenced && result.kind() != Result::Kind::bare) outbox_.piece(text);
  if (result.kind() == Result::Kind::ok_first) outbox_.piece(result.text());
  current_.clear();
  rest_ = {};
  outbox_.final_result();
  line_ended_();
}

std::string Interpreter::final_text(const Result& result) const {
  switch (result.kind()) {
    case Result::Kind::cme: {
      if (settings_.cme_errors == 0) return "ERROR";
      const int code = static_cast<int>(result.code());
      const std::string_view text = settings_.cme_errors == 2 ? cme_error_text(code) : std::string_view{};
      return text.empty() ? fmt::format("+CME ERROR: {}", code) : fmt::format("+CME ERROR: {}", text);
    }
    case Result::Kind::error:
      return "ERROR";
    case Result::Kind::text:
    case Result::Kind::failure:
      return result.text();
    case Result::Kind::bare:
      return {};
    default:
      return "OK";
  }
}

void Interpreter::ask_for_data(DataRequest request) {
  request_ = std::move(request);
  data_ = {};
  data_received_ = 0;
  outbox_.append("\r\n");
  outbox_.append(prompt_);
  outbox_.flush();
  if (!tell_data()) return;
  if (request_->length == 0) return complete_data(false);
  start_data_time();
}

void Interpreter::start_data_time() {
  data_time_.start(request_->time, [this] { complete_data(true); });
}

std::size_t Interpreter::until_data_mark(std::size_t size) const {
  if (!interference_) return size;
  const auto mark = interference_->next_data_mark(current_, data_received_);
  return mark && *mark > data_received_ ? std::min(size, *mark - data_received_) : size;
}

bool Interpreter::tell_data() {
  if (!interference_) return true;
  const std::uint64_t resets = resets_;
  interference_->data_comes(std::string(current_), data_received_);
  return resets == resets_;
}

void Interpreter::feed_data(std::string_view& all_input) {
  std::string_view input = all_input.substr(0, until_data_mark(all_input.size()));
  std::size_t taken = input.size();
  bool ended = false;
  if (request_->length) {
    taken = std::min(taken, *request_->length - data_.bytes.size());
    ended = data_.bytes.size() + taken == *request_->length;
  } else if (const auto end = input.find(ctrl_z); request_->ends_at_ctrl_z && end != std::string_view::npos) {
    taken = end;
    ended = true;
  }
  const std::size_t kept = std::min(taken, request_->most - data_.bytes.size());
  data_.bytes += input.substr(0, kept);
  data_.overflowed |= kept < taken;
  all_input.remove_prefix(taken + (ended && !request_->length ? 1 : 0));
  data_received_ += taken;
  if (taken > 0 && !tell_data()) return;
  if (ended) return complete_data(false);
  if (request_->time_of == DataRequest::TimeOf::each_byte) start_data_time();
}

void Interpreter::complete_data(bool timed_out) {
  data_time_.stop();
  data_.timed_out = timed_out;
  const auto complete = std::move(request_->complete);
  request_.reset();
  if (settle(complete(std::move(data_)), Reply())) proceed();
}

void Interpreter::reset() {
  ++resets_;
  data_time_.stop();
  line_time_.stop();
  pending_ = false;
  request_.reset();
  rest_ = {};
  line_.clear();
  current_.clear();
  last_line_.reset();
}

}  // namespace air780
