#include "sim/dialogue/dialogue_directives.h"

#include <algorithm>
#include <utility>

namespace air780 {
namespace {

Parsed<Directive> parse_publish(LineCursor& cursor) {
  const auto topic = cursor.quoted();
  if (!topic) return topic.error();
  const auto qos = cursor.number(0, 2);
  if (!qos) return qos.error();
  const auto retain = cursor.number(0, 1);
  if (!retain) return retain.error();
  const auto payload = cursor.quoted();
  if (!payload) return payload.error();
  return Directive(PeerPublish{MqttMessage{*topic, *payload, *qos, *retain == 1}});
}

Parsed<Directive> parse_peer(LineCursor& cursor) {
  const std::string_view word = cursor.word();
  if (word == "publish") return parse_publish(cursor);
  if (word == "close") return Directive(PeerClose{});
  return cursor.complaint(cursor.offset() - word.size(), "publish, close");
}

Parsed<Directive> parse_quirk(LineCursor& cursor) {
  const std::string_view word = cursor.word();
  const std::string_view name = word.substr(0, word.find('='));
  const bool well_named = !name.empty() && std::all_of(name.begin(), name.end(), [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '-';
  });
  if (!well_named || name.size() + 1 >= word.size()) {
    return cursor.complaint(cursor.offset() - word.size(), "NAME=VALUE, the name of small letters, digits and -");
  }
  return Directive(Quirk{std::string(name), std::string(word.substr(name.size() + 1))});
}

Parsed<Directive> parse_by_name(LineCursor& cursor) {
  const std::string_view word = cursor.word();
  if (word == "peer") return parse_peer(cursor);
  if (word == "quirk") return parse_quirk(cursor);
  if (word == "silence" || word == "wait") {
    const auto time = cursor.duration();
    if (!time) return time.error();
    return word == "wait" ? Directive(Wait{*time}) : Directive(Silence{*time});
  }
  return cursor.complaint(cursor.offset() - word.size(), "peer, silence, quirk, wait");
}

}  // namespace

Parsed<Directive> parse_directive(std::string_view line) {
  LineCursor cursor(line, 1);
  auto directive = parse_by_name(cursor);
  if (!directive) return directive;
  if (const auto complaint = cursor.end()) return *complaint;
  return directive;
}

}  // namespace air780
