// expect count SUBJECT = N
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vector>

#include "sim/scenario/watch.h"

namespace air780 {
namespace {

constexpr std::size_t most_times_told = 8;

class CountWatch final : public Watch {
 public:
  explicit CountWatch(const ExpectCount& expectation) : expectation_(expectation) {}

  void begin(Duration) override {}

  void see(const Event& event) override {
    const std::size_t now = sightings(expectation_.subject, event);
    if (now == 0) return;
    count_ += now;
    if (times_.size() < most_times_told) times_.push_back(seconds_text(event.at));
    if (count_ > expectation_.most) missed(event.at, fmt::format("one too many: number {}", summary()));
  }

  void finish(Duration at) override {
    if (count_ < expectation_.least) missed(at, fmt::format("only {}", summary()));
  }

  std::string summary() const override {
    if (count_ == 0) return "0";
    const std::string_view more = count_ > times_.size() ? " …" : "";
    return fmt::format("{} (at {}{})", count_, fmt::join(times_, ", "), more);
  }

 private:
  const ExpectCount expectation_;
  std::size_t count_ = 0;
  std::vector<std::string> times_;
};

}  // namespace

std::unique_ptr<Watch> watch(const ExpectCount& expectation) { return std::make_unique<CountWatch>(expectation); }

}  // namespace air780
