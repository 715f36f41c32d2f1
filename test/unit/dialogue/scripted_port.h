// A module that knows its lines by heart: told what to expect and what to answer, chunk by chunk.
// Owned by a test; used from its thread.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/dialogue/dialogue_port.h"

namespace air780 {

class ScriptedPort : public DialoguePort {
 public:
  enum class Typing { echoed, not_echoed };

  // Once exactly `input` has come since the last answer, these chunks go out, each a write. The input is echoed as it
  // comes, in the chunks in which it comes.
  void answer(std::string input, std::vector<std::string> chunks, Typing typing = Typing::echoed) {
    script_.push_back({std::move(input), std::move(chunks), typing});
  }
  // A chunk that is there without being asked for.
  void say(std::string chunk) { waiting_.push_back(std::move(chunk)); }

  bool power_up(const std::vector<Quirk>& quirks) override {
    powered_with = quirks;
    return fresh;
  }
  bool preserves_writes() const override { return writes_preserved; }
  void send(std::string_view bytes) override {
    sent.emplace_back(bytes);
    if (script_.empty()) return;
    input_ += bytes;
    Entry& next = script_.front();
    if (next.typing == Typing::echoed) waiting_.emplace_back(bytes);
    if (input_ != next.input) return;
    for (std::string& chunk : next.chunks) waiting_.push_back(std::move(chunk));
    script_.pop_front();
    input_.clear();
  }
  std::optional<std::string> receive(Duration at_most) override {
    waits.push_back(at_most);
    if (waiting_.empty()) return std::nullopt;
    std::string chunk = std::move(waiting_.front());
    waiting_.pop_front();
    return chunk;
  }
  bool peer_publish(const MqttMessage& message) override {
    published.push_back(message);
    return peer;
  }
  bool peer_close() override { return peer; }
  std::optional<std::string> failure() const override { return broken; }

  bool fresh = true;
  bool peer = true;
  bool writes_preserved = true;
  std::optional<std::string> broken;
  std::vector<Quirk> powered_with;
  std::vector<std::string> sent;
  std::vector<Duration> waits;
  std::vector<MqttMessage> published;

 private:
  struct Entry {
    std::string input;
    std::vector<std::string> chunks;
    Typing typing;
  };
  std::deque<Entry> script_;
  std::deque<std::string> waiting_;
  std::string input_;
};

}  // namespace air780
