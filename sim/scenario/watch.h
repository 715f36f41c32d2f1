// One expectation being watched while the run goes on. Sees every event in order and nothing else, so that a verdict
// depends on the stream alone. Owned by the judge; one thread.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "protocol/event.h"
#include "sim/scenario/expectation.h"

namespace air780 {

class Watch {
 public:
  struct Miss {
    Duration at{};
    std::string detail;
  };

  virtual ~Watch() = default;
  // The run begins: the anchor `start`.
  virtual void begin(Duration at) = 0;
  virtual void see(const Event& event) = 0;
  // The run is over; what is still to come counts as missed.
  virtual void finish(Duration at) = 0;
  // What was seen, for an expectation that was met.
  virtual std::string summary() const = 0;

  // The first miss.
  const std::optional<Miss>& miss() const { return miss_; }

 protected:
  void missed(Duration at, std::string detail) {
    if (!miss_) miss_ = Miss{at, std::move(detail)};
  }

 private:
  std::optional<Miss> miss_;
};

std::unique_ptr<Watch> watch(const ExpectWithin& expectation);
std::unique_ptr<Watch> watch(const ExpectCount& expectation);
std::unique_ptr<Watch> watch(const ExpectOrder& expectation);
std::unique_ptr<Watch> watch(const ExpectNever& expectation);

// Tells when an anchor comes by.
class AnchorWatch {
 public:
  explicit AnchorWatch(Anchor anchor) : anchor_(std::move(anchor)) {}
  // The run begins; true when that is the anchor.
  bool begins();
  bool comes(const Event& event);
  bool ever() const { return ever_; }
  const std::string& words() const { return anchor_.subject.words; }
  // What a miss says when the anchor never came.
  std::string never_came() const { return "never put to the test: " + words() + " never came"; }

 private:
  Anchor anchor_;
  std::size_t seen_ = 0;
  bool ever_ = false;
};

// "12.345 s"
std::string seconds_text(Duration time);
// "once", "3 times"
std::string times_text(std::size_t count);

}  // namespace air780
