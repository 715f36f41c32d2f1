#include "sim/scenario/subject_parser.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <vector>

#include "protocol/at/characters.h"
#include "protocol/at/command_line.h"
#include "sim/fault/state_names.h"

namespace air780 {
namespace {

constexpr std::string_view subjects =
    "a command (AT+MIPSTART), a line of the module (\"CONNECT OK\" or CLOSED), a packet (PUBACK< or PUBLISH>), "
    "message TOPIC, a state (online, mqtt=offline), fault, start or ready";

class SubjectParser {
 public:
  SubjectParser(RuleCursor& cursor, std::string_view line) : cursor_(cursor), line_(line) {}

  RuleResult<ParsedSubject> parse() {
    const std::size_t start = cursor_.next_offset();
    auto subject = parse_kind();
    if (!subject) return subject.error();
    std::string_view words = line_.substr(start, cursor_.end_of_last() - start);
    if (comma_) words.remove_suffix(1);
    if (!comma_ && cursor_.take(',')) comma_ = true;
    subject->words = words;
    return ParsedSubject{std::move(*subject), comma_};
  }

 private:
  RuleResult<Subject> parse_kind() {
    const std::size_t start = cursor_.next_offset();
    if (cursor_.next_is('"')) return parse_line();
    const std::string_view next = cursor_.peek_word();
    if (next.size() >= 2 && upper(next[0]) == 'A' && upper(next[1]) == 'T') return parse_command();
    const std::string_view word = take_word();
    if (word == "message") return parse_message();
    if (word == "online") return state("mqtt", "online");
    if (word == "ready") return state("power", "booted");
    if (word == "CLOSED") return line_subject("CLOSED");
    if (word == "fault") return of_kind(Subject::Kind::fault);
    if (word == "start") return of_kind(Subject::Kind::start);
    if (word.ends_with('<') || word.ends_with('>')) return parse_packet(word, start);
    if (word.find('=') != std::string_view::npos) return parse_state(word, start);
    return cursor_.expected_at(start, subjects);
  }

  std::string_view take_word() {
    std::string_view word = cursor_.word();
    comma_ = word.ends_with(',');
    if (comma_) word.remove_suffix(1);
    return word;
  }

  static Subject of_kind(Subject::Kind kind) {
    Subject subject;
    subject.kind = kind;
    return subject;
  }
  static Subject state(std::string_view name, std::string_view value) {
    Subject subject = of_kind(Subject::Kind::state);
    subject.text = name;
    subject.value = value;
    return subject;
  }
  static Subject line_subject(std::string_view beginning) {
    Subject subject = of_kind(Subject::Kind::line);
    subject.text = beginning;
    return subject;
  }

  RuleResult<Subject> parse_line() {
    const std::size_t start = cursor_.next_offset();
    auto text = cursor_.quoted();
    if (!text) return text.error();
    if (text->find_first_of("\r\n") != std::string::npos) {
      return cursor_.expected_at(start, "one line, without CR and LF");
    }
    return line_subject(*text);
  }

  // What stands without a blank is one command, its quoted arguments included.
  RuleResult<Subject> parse_command() {
    const std::size_t start = cursor_.next_offset();
    do {
      if (cursor_.next_is('"')) {
        if (auto text = cursor_.quoted(); !text) return text.error();
      } else if (!cursor_.take(':')) {
        cursor_.word();
      }
    } while (!cursor_.at_end() && cursor_.next_offset() == cursor_.end_of_last());
    std::string_view written = line_.substr(start, cursor_.end_of_last() - start);
    comma_ = written.ends_with(',');
    if (comma_) written.remove_suffix(1);
    std::string_view rest = written.substr(2);
    const auto call = next_command(rest);
    if (!call || !rest.empty()) return cursor_.expected_at(start, "one command: AT+CFUN, AT+CFUN=1,1 or AT+CFUN=*");
    Subject subject = of_kind(Subject::Kind::command);
    subject.text = call->name;
    subject.value = written.substr(2 + call->name.size());
    subject.any_form = subject.value.empty();
    return subject;
  }

  RuleResult<Subject> parse_message() {
    Subject subject = of_kind(Subject::Kind::message);
    if (!comma_ && cursor_.next_is('"')) {
      auto topic = cursor_.quoted();
      if (!topic) return topic.error();
      subject.text = std::move(*topic);
      return subject;
    }
    if (!comma_) subject.text = take_word();
    if (subject.text.empty()) return cursor_.expected("a topic, which may hold + and #");
    return subject;
  }

  RuleResult<Subject> parse_packet(std::string_view word, std::size_t start) {
    Subject subject = of_kind(Subject::Kind::packet);
    subject.direction = word.back() == '<' ? MqttDirection::from_broker : MqttDirection::to_broker;
    std::vector<std::string_view> names;
    for (int i = static_cast<int>(MqttPacketType::connect); i <= static_cast<int>(MqttPacketType::disconnect); ++i) {
      subject.packet = static_cast<MqttPacketType>(i);
      if (to_string(subject.packet) == word.substr(0, word.size() - 1)) return subject;
      names.push_back(to_string(subject.packet));
    }
    return cursor_.expected_at(
        start, fmt::format("an MQTT packet: {}, and < from or > to the broker", fmt::join(names, ", ")));
  }

  RuleResult<Subject> parse_state(std::string_view word, std::size_t start) {
    const auto equals = word.find('=');
    Subject subject = state(state_name(word.substr(0, equals)), state_name(word.substr(equals + 1)));
    std::vector<std::string> known;
    for (const StateNames& names : state_names()) {
      if (names.name == subject.text && std::ranges::count(names.values, subject.value) != 0) return subject;
      for (const std::string_view value : names.values) known.push_back(fmt::format("{}={}", names.name, value));
    }
    return cursor_.expected_at(start, fmt::format("a state: {}", fmt::join(known, ", ")));
  }

  RuleCursor& cursor_;
  std::string_view line_;
  bool comma_ = false;
};

}  // namespace

RuleResult<ParsedSubject> parse_subject(RuleCursor& cursor, std::string_view line) {
  return SubjectParser(cursor, line).parse();
}

RuleResult<Subject> parse_lone_subject(RuleCursor& cursor, std::string_view line) {
  auto parsed = parse_subject(cursor, line);
  if (!parsed) return parsed.error();
  if (parsed->comma) return cursor.expected_at(cursor.end_of_last() - 1, "no comma: only `order` has several");
  return std::move(parsed->subject);
}

RuleResult<Anchor> parse_anchor(RuleCursor& cursor, std::string_view line) {
  Anchor anchor;
  const bool every = cursor.peek_word() == "every";
  if (every) cursor.word();
  auto subject = parse_lone_subject(cursor, line);
  if (!subject) return subject.error();
  anchor.subject = std::move(*subject);
  const std::string_view word = cursor.peek_word();
  if (!word.starts_with('#')) return anchor;
  std::size_t nth = 0;
  const auto [end, code] = std::from_chars(word.data() + 1, word.data() + word.size(), nth);
  const bool whole = code == std::errc() && end == word.data() + word.size();
  if (!whole || nth < 1) return cursor.expected("#n with n from 1");
  if (every) return cursor.expected("nothing: `every` and #n exclude each other");
  cursor.word();
  anchor.nth = nth;
  return anchor;
}

}  // namespace air780
