#include "sim/dialogue/dialogue_runner.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <deque>
#include <optional>
#include <utility>

#include "sim/dialogue/difference.h"
#include "sim/dialogue/echo.h"
#include "sim/text/escapes.h"

namespace air780 {
namespace {

using namespace std::chrono_literals;

// What makes a module that has been used behave like one just started, as far as dialogues go.
constexpr std::array<std::string_view, 7> prelude{"ATE1",          "AT+CMEE=1",       "AT+MIPCLOSE",  "AT+CIPSHUT",
                                                  "AT+MQTTMODE=0", "AT+MQTTMSGSET=0", "AT+MQTTMSGGET"};
constexpr Duration quiet_time = 200ms;
constexpr Duration surplus_time = 100ms;
constexpr std::size_t transcript_lines = 20;

class Play {
 public:
  Play(const Dialogue& dialogue, DialoguePort& port, std::size_t chunk_size)
      : dialogue_(dialogue), port_(port), chunk_size_(std::max<std::size_t>(chunk_size, 1)) {
    result_.name = dialogue.name;
  }

  DialogueResult run() && {
    if (!prepare()) return std::move(result_);
    for (const Step& step : with_echoes(dialogue_.steps)) {
      const bool goes_on = std::visit([&](const auto& action) { return perform(step.line, action); }, step.action);
      if (!goes_on) return std::move(result_);
    }
    if (!dialogue_.steps.empty()) {
      stays_silent(dialogue_.steps.back().line, surplus_time, "bytes after the last line, where nothing may come");
    }
    return std::move(result_);
  }

 private:
  bool prepare() {
    if (port_.power_up(dialogue_.quirks)) return true;
    if (!dialogue_.quirks.empty()) {
      const Quirk& quirk = dialogue_.quirks.front();
      return end(Verdict::skipped, "needs a module started with quirk " + quirk.name + "=" + quirk.value);
    }
    for (const std::string_view line : prelude) {
      port_.send(std::string(line) + "\r");
      if (!discard_answer()) {
        return end(Verdict::not_answered,
                   dialogue_.file + ": " + without_answer("no answer to " + std::string(line)) + "\n");
      }
    }
    while (port_.receive(quiet_time)) continue;
    return true;
  }

  // Drops what comes up to a final result; false if nothing comes at all.
  bool discard_answer() {
    std::string answer;
    while (const auto chunk = port_.receive(response_wait)) {
      answer += *chunk;
      if (answer.find("OK\r\n") != std::string::npos || answer.find("ERROR") != std::string::npos) return true;
    }
    return !answer.empty();
  }

  bool perform(const SourceLine& line, const Send& send) {
    note("> " + escape(send.bytes));
    for (std::size_t at = 0; at < send.bytes.size();) {
      const std::string_view chunk = std::string_view(send.bytes).substr(at, chunk_size_);
      port_.send(chunk);
      at += chunk.size();
    }
    if (const auto failure = port_.failure()) {
      return end(Verdict::not_answered, place(line) + "the line has failed: " + *failure + "\n");
    }
    return true;
  }

  bool perform(const SourceLine& line, const Expect& expect) {
    for (;;) {
      const PatternMatch match = match_beginning(expect.pattern, unread());
      if (match.kind == PatternMatch::Kind::whole) return accept(line, expect, match.length);
      if (match.kind == PatternMatch::Kind::none) {
        return differs(line, wrong_bytes(expect.kind), expect.pattern, match.pattern_at, match.bytes_at);
      }
      if (receive(expect.wait)) continue;
      if (!unread().empty()) {
        return differs(line, without_answer("the module stopped in the middle"), expect.pattern, match.pattern_at,
                       match.bytes_at);
      }
      differs(line, without_answer("nothing came"), expect.pattern, match.pattern_at, match.bytes_at);
      result_.verdict = Verdict::not_answered;
      return false;
    }
  }

  bool perform(const SourceLine&, const PeerPublish& publish) {
    const MqttMessage& message = publish.message;
    note("@ peer publish \"" + escape(message.topic) + "\" \"" + escape(message.payload) + "\"");
    if (port_.peer_publish(message)) return true;
    return end(Verdict::skipped, "needs another client of the broker that publishes");
  }

  bool perform(const SourceLine&, const PeerClose&) {
    note("@ peer close");
    if (port_.peer_close()) return true;
    return end(Verdict::skipped, "needs a hand on the broker's side of the TCP link");
  }

  bool perform(const SourceLine& line, const Silence& silence) {
    return stays_silent(line, silence.time, "bytes where nothing may come");
  }

  bool stays_silent(const SourceLine& line, Duration time, std::string problem) {
    if (unread().empty() && !receive(time)) return true;
    return differs(line, std::move(problem), Pattern{}, 0, 0);
  }

  bool accept(const SourceLine& line, const Expect& expect, std::size_t length) {
    const bool asynchronous = expect.kind == Expect::Kind::asynchronous;
    const bool own_write = std::find(chunk_starts_.begin(), chunk_starts_.end(), accepted_) != chunk_starts_.end();
    if (asynchronous && !previous_asynchronous_ && port_.preserves_writes() && !own_write) {
      return differs(line, "an asynchronous unit in the same write as the response before it", expect.pattern, 0, 0);
    }
    previous_asynchronous_ = asynchronous;
    const std::string bytes = escape(std::string_view(result_.received).substr(accepted_, length));
    if (expect.kind != Expect::Kind::echo) note((asynchronous ? "~ " : "< ") + bytes);
    accepted_ += length;
    return true;
  }

  bool receive(Duration at_most) {
    const auto chunk = port_.receive(at_most);
    if (!chunk || chunk->empty()) return false;
    chunk_starts_.push_back(result_.received.size());
    result_.received += *chunk;
    return true;
  }

  std::string_view unread() const { return std::string_view(result_.received).substr(accepted_); }

  static std::string wrong_bytes(Expect::Kind kind) {
    return kind == Expect::Kind::echo ? "the echo of this line differs" : "the module says something else";
  }

  std::string without_answer(std::string text) const {
    if (const auto failure = port_.failure()) text += " (the line has failed: " + *failure + ")";
    return text;
  }

  std::string place(const SourceLine& line) const { return dialogue_.file + ":" + std::to_string(line.number) + ": "; }

  void note(std::string line) {
    transcript_.push_back(std::move(line));
    if (transcript_.size() > transcript_lines) transcript_.pop_front();
  }

  bool differs(const SourceLine& line, std::string problem, const Pattern& expected, std::size_t expected_at,
               std::size_t received_at) {
    const Difference difference{dialogue_.file,     line,
                                std::move(problem), expected,
                                expected_at,        std::string(unread()),
                                received_at,        {transcript_.begin(), transcript_.end()}};
    return end(Verdict::different, to_string(difference));
  }

  bool end(Verdict verdict, std::string explanation) {
    result_.verdict = verdict;
    result_.explanation = std::move(explanation);
    return false;
  }

  const Dialogue& dialogue_;
  DialoguePort& port_;
  const std::size_t chunk_size_;
  DialogueResult result_;
  std::size_t accepted_ = 0;               // how much of result_.received the steps so far have taken
  std::vector<std::size_t> chunk_starts_;  // offsets into result_.received
  bool previous_asynchronous_ = false;
  std::deque<std::string> transcript_;
};

}  // namespace

std::string to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::same:
      return "same";
    case Verdict::different:
      return "different";
    case Verdict::not_answered:
      return "not answered";
    case Verdict::skipped:
      return "skipped";
  }
  return {};
}

DialogueResult play(const Dialogue& dialogue, DialoguePort& port, std::size_t chunk_size) {
  return Play(dialogue, port, chunk_size).run();
}

}  // namespace air780
