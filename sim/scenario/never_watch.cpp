// expect never SUBJECT [within T of ANCHOR]
#include <fmt/format.h>

#include "sim/scenario/watch.h"

namespace air780 {
namespace {

class NeverWatch final : public Watch {
 public:
  explicit NeverWatch(const ExpectNever& expectation) : expectation_(expectation) {
    if (expectation.window) anchor_.emplace(expectation.window->anchor);
  }

  void begin(Duration at) override {
    if (anchor_ && anchor_->begins()) since_ = at;
  }

  void see(const Event& event) override {
    if (sightings(expectation_.subject, event) > 0) came(event.at);
    if (anchor_ && anchor_->comes(event)) since_ = event.at;
  }

  void finish(Duration at) override {
    if (anchor_ && !anchor_->ever()) missed(at, anchor_->never_came());
  }

  std::string summary() const override { return "it never came"; }

 private:
  void came(Duration at) {
    if (!anchor_) return missed(at, fmt::format("it came at {}", seconds_text(at)));
    if (!since_ || at > *since_ + expectation_.window->time) return;
    missed(at, fmt::format("it came {} after {}", seconds_text(at - *since_), anchor_->words()));
  }

  const ExpectNever expectation_;
  std::optional<AnchorWatch> anchor_;
  std::optional<Duration> since_;  // the latest anchor: its window reaches farthest
};

}  // namespace

std::unique_ptr<Watch> watch(const ExpectNever& expectation) { return std::make_unique<NeverWatch>(expectation); }

}  // namespace air780
