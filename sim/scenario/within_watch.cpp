// expect SUBJECT within T of ANCHOR
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <deque>
#include <vector>

#include "protocol/duration.h"
#include "sim/scenario/watch.h"
#include "sim/text/escapes.h"

namespace air780 {
namespace {

constexpr std::size_t most_commands_told = 8;

class WithinWatch final : public Watch {
 public:
  explicit WithinWatch(const ExpectWithin& expectation) : expectation_(expectation), anchor_(expectation.anchor) {}

  void begin(Duration at) override {
    if (anchor_.begins()) pending_.push_back({at, false, false, {}, 0});
  }

  void see(const Event& event) override {
    expire(event.at);
    if (leaves(expectation_.subject, event)) {
      held_ = false;
      for (Pending& pending : pending_) pending.left = true;
    }
    if (sightings(expectation_.subject, event) > 0) {
      held_ = expectation_.subject.kind == Subject::Kind::state;
      reached(event.at);
    }
    if (const auto* command = std::get_if<CommandStarted>(&event.body)) note_command(command->text);
    if (anchor_.comes(event)) pending_.push_back({event.at, held_, false, {}, 0});
  }

  void finish(Duration at) override {
    expire(at);
    for (const Pending& pending : pending_) {
      if (pending.stayed()) {
        ++stayed_;
      } else {
        missed(at, fmt::format("the run ended {} after {}; until then {}", seconds_text(at - pending.since),
                               anchor_.words(), seen_instead(pending)));
      }
    }
    pending_.clear();
    if (!anchor_.ever()) missed(at, anchor_.never_came());
  }

  std::string summary() const override {
    std::string text = times_text(reached_ + stayed_);
    if (reached_ > 0) text += fmt::format(", slowest after {}", seconds_text(slowest_));
    if (stayed_ > 0) text += fmt::format(", {} undisturbed", times_text(stayed_));
    return text;
  }

 private:
  struct Pending {
    Duration since{};
    bool held = false;  // the state was there at the anchor …
    bool left = false;  // … and has been left since
    std::vector<std::string> commands;
    std::size_t more_commands = 0;

    bool stayed() const { return held && !left; }
  };

  void expire(Duration now) {
    while (!pending_.empty() && pending_.front().since + expectation_.time < now) {
      const Pending pending = std::move(pending_.front());
      pending_.pop_front();
      if (pending.stayed()) {
        ++stayed_;
        continue;
      }
      missed(pending.since + expectation_.time,
             fmt::format("{} came at {}; by {} {}", anchor_.words(), seconds_text(pending.since),
                         seconds_text(pending.since + expectation_.time), seen_instead(pending)));
    }
  }

  void reached(Duration now) {
    // A state that was never left still has its whole time to be left.
    const auto is_open = [](const Pending& pending) { return !pending.stayed(); };
    for (const Pending& pending : pending_) {
      if (!is_open(pending)) continue;
      ++reached_;
      slowest_ = std::max(slowest_, now - pending.since);
    }
    std::erase_if(pending_, is_open);
  }

  void note_command(std::string_view text) {
    for (Pending& pending : pending_) {
      if (pending.commands.size() == most_commands_told) {
        ++pending.more_commands;
      } else {
        pending.commands.push_back("AT" + escape(text));
      }
    }
  }

  static std::string seen_instead(const Pending& pending) {
    if (pending.commands.empty()) return "the host said nothing";
    const std::string more = pending.more_commands > 0 ? fmt::format(" and {} more", pending.more_commands) : "";
    return fmt::format("the host said {}{}", fmt::join(pending.commands, ", "), more);
  }

  const ExpectWithin expectation_;
  AnchorWatch anchor_;
  bool held_ = false;  // the subject is a state, and it is the present one
  std::deque<Pending> pending_;
  std::size_t reached_ = 0;
  std::size_t stayed_ = 0;
  Duration slowest_{};
};

}  // namespace

std::unique_ptr<Watch> watch(const ExpectWithin& expectation) { return std::make_unique<WithinWatch>(expectation); }

}  // namespace air780
