// expect order A, B, C after ANCHOR
#include <fmt/format.h>

#include "sim/scenario/watch.h"

namespace air780 {
namespace {

class OrderWatch final : public Watch {
 public:
  explicit OrderWatch(const ExpectOrder& expectation) : steps_(expectation.steps), anchor_(expectation.anchor) {}

  void begin(Duration at) override {
    if (anchor_.begins()) await(at);
  }

  void see(const Event& event) override {
    if (waiting_) take_steps(event);
    if (anchor_.comes(event)) await(event.at);
  }

  void finish(Duration at) override {
    if (waiting_) {
      missed(at, fmt::format("{} came at {}; at the end {} was still to come", anchor_.words(), seconds_text(since_),
                             steps_[next_].words));
    }
    if (!anchor_.ever()) missed(at, anchor_.never_came());
  }

  std::string summary() const override { return times_text(complete_); }

 private:
  void await(Duration at) {
    waiting_ = true;
    next_ = 0;
    since_ = at;
  }

  void take_steps(const Event& event) {
    const auto here = [&](const Subject& step) { return sightings(step, event) > 0; };
    if (here(steps_[next_])) {
      if (++next_ < steps_.size()) return;
      ++complete_;
      waiting_ = false;
      return;
    }
    if (here(steps_.front())) {
      next_ = 1;
      return;
    }
    for (const Subject& step : steps_) {
      if (!here(step)) continue;
      missed(event.at, fmt::format("{} came at {}; then {} where {} had its turn", anchor_.words(),
                                   seconds_text(since_), step.words, steps_[next_].words));
      waiting_ = false;
      return;
    }
  }

  const std::vector<Subject> steps_;
  AnchorWatch anchor_;
  bool waiting_ = false;
  std::size_t next_ = 0;
  Duration since_{};
  std::size_t complete_ = 0;
};

}  // namespace

std::unique_ptr<Watch> watch(const ExpectOrder& expectation) { return std::make_unique<OrderWatch>(expectation); }

}  // namespace air780
