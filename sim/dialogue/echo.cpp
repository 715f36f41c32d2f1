#include "sim/dialogue/echo.h"

#include <cctype>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace air780 {
namespace {

char upper(char letter) { return static_cast<char>(std::toupper(static_cast<unsigned char>(letter))); }

// Where the line's commands begin: behind its first AT. Nothing if the line has none, and so no answer.
std::optional<std::size_t> body_start(std::string_view line) {
  for (std::size_t at = 0; at + 1 < line.size(); ++at) {
    if (upper(line[at]) == 'A' && upper(line[at + 1]) == 'T') return at + 2;
  }
  return std::nullopt;
}

bool is_repetition(std::string_view line) { return line.size() >= 2 && upper(line[0]) == 'A' && line[1] == '/'; }

std::size_t end_of_extended_command(std::string_view body, std::size_t at) {
  bool quoted = false;
  while (at < body.size() && (quoted || body[at] != ';')) quoted ^= body[at++] == '"';
  return at;
}

// What an executed line leaves the echo at, if it says anything about it.
std::optional<bool> echo_asked_for(std::string_view line) {
  const auto start = body_start(line);
  if (!start) return std::nullopt;
  const std::string_view body = line.substr(*start);
  std::optional<bool> echo;
  for (std::size_t at = 0; at < body.size();) {
    const char letter = upper(body[at]);
    if (letter == '+' || letter == '^' || letter == '*') {
      at = end_of_extended_command(body, at);
      continue;
    }
    ++at;
    if (letter == 'E') echo = at == body.size() || body[at] != '0';  // ATE alone is ATE1
  }
  return echo;
}

// The last line of what is expected, without its line ends.
std::string last_line(const Pattern& pattern) {
  std::string text = pattern_text(pattern);
  while (text.ends_with('\r') || text.ends_with('\n')) text.pop_back();
  return text.substr(text.find_last_of('\n') + 1);
}

bool is_failure(std::string_view line) {
  return line == "ERROR" || line == "TimeOut" || line.starts_with("+CME ERROR:") || line.starts_with("+CMS ERROR:");
}

bool is_final(std::string_view line) {
  return line == "OK" || line == "SHUT OK" || line == "CLOSE OK" || line == "NORMAL POWER DOWN" || is_failure(line);
}

bool is_prompt(const Pattern& pattern) {
  const std::string text = pattern_text(pattern);
  return text.ends_with("\r\n>") || text.ends_with("\r\n> ");
}

// Follows one dialogue from its first step to its last.
class EchoFollower {
 public:
  void take(const Step& step) {
    if (const auto* send = std::get_if<Send>(&step.action)) {
      steps_.push_back(step);
      take_send(*send, step.line);
    } else if (const auto* expect = std::get_if<Expect>(&step.action)) {
      steps_.push_back(step);
      take_expect(*expect);
    } else {
      steps_.push_back(step);
    }
  }

  std::vector<Step> steps() && { return std::move(steps_); }

 private:
  struct Typed {
    std::string bytes;
    SourceLine line;
  };

  void take_send(const Send& send, const SourceLine& line) {
    if (at_prompt_) return;
    std::string part;
    for (const char byte : send.bytes) {
      const bool tail_of_line_end = byte == '\n' && last_byte_ == '\r';
      last_byte_ = byte;
      if (tail_of_line_end || byte == '\x1a') continue;
      part += byte;
      if (byte == '\r') typed_.push_back({std::exchange(part, {}), line});
    }
    if (!part.empty()) typed_.push_back({std::move(part), line});
    // An answer that says neither OK nor ERROR (the bare address of CIFSR) ends a command as well.
    settle(true);
    expect_echoes();
  }

  void take_expect(const Expect& expect) {
    const std::string line = last_line(expect.pattern);
    at_prompt_ = is_prompt(expect.pattern);
    if (expect.kind == Expect::Kind::asynchronous) {
      if (line == "RDY") echo_ = true;
      return;
    }
    if (!is_final(line)) return;
    settle(!is_failure(line));
    expect_echoes();
  }

  // The command that was running has ended.
  void settle(bool succeeded) {
    if (asked_for_ && succeeded) echo_ = *asked_for_;
    asked_for_.reset();
  }

  void expect_echoes() {
    bool runs = false;
    while (!typed_.empty() && !runs) {
      const Typed typed = std::move(typed_.front());
      typed_.pop_front();
      if (echo_) {
        steps_.push_back(Step{typed.line, Expect{Expect::Kind::echo, pattern_of_bytes(typed.bytes), response_wait}});
      }
      line_ += typed.bytes;
      // A/ acts without waiting for a CR.
      runs = is_repetition(line_) || (line_.ends_with('\r') && body_start(line_));
      if (!runs && !line_.ends_with('\r')) continue;
      asked_for_ = echo_asked_for(line_);
      line_.clear();
    }
  }

  std::vector<Step> steps_;
  std::deque<Typed> typed_;  // lines whose echo is still to come
  std::string line_;         // the line being typed
  std::optional<bool> asked_for_;
  bool echo_ = true;
  bool at_prompt_ = false;
  char last_byte_ = 0;
};

}  // namespace

std::vector<Step> with_echoes(const std::vector<Step>& steps) {
  EchoFollower follower;
  for (const Step& step : steps) follower.take(step);
  return std::move(follower).steps();
}

}  // namespace air780
