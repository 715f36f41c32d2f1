#include "sim/dialogue/dialogue_parser.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "sim/dialogue/dialogue_directives.h"
#include "sim/dialogue/line_cursor.h"

namespace air780 {
namespace {

constexpr std::string_view allowed_starts = "#, \"> \", >:, \"< \", \"<+\", <:, \"~ \", \"~+\", ~:, @";

std::string stem(std::string_view file) {
  const std::string_view base = file.substr(file.find_last_of('/') + 1);
  return std::string(base.substr(0, base.find_last_of('.')));
}

// Goes through the lines in order; the first complaint ends it.
class DialogueParser {
 public:
  explicit DialogueParser(std::string_view file) : file_(file) {
    dialogue_.file = file;
    dialogue_.name = stem(file);
  }

  Parsed<Dialogue> parse(std::string_view text) {
    while (!text.empty()) {
      const std::size_t end = text.find('\n');
      std::string_view line = text.substr(0, end);
      text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
      // An editor on another system ends lines with CR LF; a CR that is meant stands in quotes.
      if (line.ends_with('\r')) line.remove_suffix(1);
      ++number_;
      if (auto complaint = take(line)) return located(std::move(*complaint));
    }
    if (dialogue_.steps.empty()) {
      ++number_;
      return located(end_complaint(commented_ ? "a line of the conversation" : "a comment that says what this shows"));
    }
    return std::move(dialogue_);
  }

 private:
  using Complaint = std::optional<DialogueError>;

  Complaint take(std::string_view line) {
    if (line.find_first_not_of(' ') == std::string_view::npos) return std::nullopt;
    if (line.starts_with('#')) {
      commented_ = true;
      return std::nullopt;
    }
    if (!commented_) return LineCursor(line).complaint(0, "a comment that says what this shows");
    if (line.starts_with('@')) return take_directive(line);
    if (line.starts_with(">:") || line.starts_with("<:") || line.starts_with("~:")) return take_raw(line);
    if (line.starts_with("<+") || line.starts_with("~+")) return take_next_line(line);
    if (line.starts_with("> ") || line == ">") {
      add(line, Send{std::string(line.substr(std::min<std::size_t>(2, line.size()))) + "\r"});
      return std::nullopt;
    }
    if (line.starts_with("< ") || line.starts_with("~ ")) {
      if (line.size() == 2) return LineCursor(line).complaint(2, "the text of the unit");
      add(line, expectation(line.front(), framed("\r\n", pattern_with_wildcards(line.substr(2)), "\r\n")));
      return std::nullopt;
    }
    return LineCursor(line).complaint(0, std::string(allowed_starts));
  }

  Complaint take_raw(std::string_view line) {
    LineCursor cursor(line, 2);
    const auto bytes = cursor.quoted();
    if (!bytes) return bytes.error();
    if (bytes->empty()) return cursor.complaint(cursor.offset() - 1, "at least one byte");
    if (auto complaint = cursor.end()) return complaint;
    if (line.front() == '>') {
      add(line, Send{*bytes});
    } else {
      add(line, expectation(line.front(), pattern_of_bytes(*bytes)));
    }
    return std::nullopt;
  }

  Complaint take_next_line(std::string_view line) {
    if (!continues_a_unit(line.front())) {
      return LineCursor(line).complaint(
          0, std::string("this only after a line that begins with \"") + line.front() + " \"");
    }
    if (line.size() > 2 && line[2] != ' ') return LineCursor(line).complaint(2, "a space");
    const auto text = line.substr(std::min<std::size_t>(3, line.size()));
    add(line, expectation(line.front(), framed("", pattern_with_wildcards(text), "\r\n")));
    return std::nullopt;
  }

  Complaint take_directive(std::string_view line) {
    auto directive = parse_directive(line);
    if (!directive) return directive.error();
    if (const auto* wait = std::get_if<Wait>(&*directive)) {
      asynchronous_wait_ = wait->time;
    } else if (auto* quirk = std::get_if<Quirk>(&*directive)) {
      if (!dialogue_.steps.empty()) {
        return LineCursor(line).complaint(0, "a quirk only before the first line of the conversation");
      }
      dialogue_.quirks.push_back(std::move(*quirk));
    } else if (auto* publish = std::get_if<PeerPublish>(&*directive)) {
      add(line, std::move(*publish));
    } else if (const auto* silence = std::get_if<Silence>(&*directive)) {
      add(line, *silence);
    } else {
      add(line, PeerClose{});
    }
    return std::nullopt;
  }

  bool continues_a_unit(char marker) const {
    if (dialogue_.steps.empty()) return false;
    const std::string_view before = dialogue_.steps.back().line.text;
    return before.size() > 1 && before[0] == marker && (before[1] == ' ' || before[1] == '+');
  }

  Expect expectation(char marker, Pattern pattern) const {
    if (marker == '~') return Expect{Expect::Kind::asynchronous, std::move(pattern), asynchronous_wait_};
    return Expect{Expect::Kind::response, std::move(pattern), response_wait};
  }

  void add(std::string_view line, DialogueAction action) {
    dialogue_.steps.push_back(Step{SourceLine{number_, std::string(line)}, std::move(action)});
  }

  static DialogueError end_complaint(std::string allowed) {
    DialogueError error;
    error.column = 1;
    error.found = "the end of the file";
    error.allowed = std::move(allowed);
    return error;
  }

  DialogueError located(DialogueError error) const {
    error.file = file_;
    error.line = number_;
    return error;
  }

  std::string file_;
  Dialogue dialogue_;
  std::size_t number_ = 0;
  bool commented_ = false;
  Duration asynchronous_wait_ = default_asynchronous_wait;
};

}  // namespace

boost::system::result<Dialogue, DialogueError> parse_dialogue(std::string_view file, std::string_view text) {
  return DialogueParser(file).parse(text);
}

std::string to_string(const DialogueError& error) {
  if (error.line == 0) return error.file + ": " + error.found;
  return error.file + ":" + std::to_string(error.line) + ":" + std::to_string(error.column) + ": found " + error.found +
         "; allowed: " + error.allowed;
}

}  // namespace air780
