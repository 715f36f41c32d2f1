// The operators whose networks can be received, and which of them AT+COPS wants (at-reference §5; manual, COPS).
// Owned by NetworkService; one thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "protocol/profile.h"

namespace air780 {

struct Operator {
  // As AT+COPS numbers its formats: 0 long, 1 short, 2 numeric.
  const std::string& name(int format) const;

  std::string long_name;
  std::string short_name;
  std::string numeric;
  bool allowed = true;  // the SIM's own network; the others turn it away
};

class OperatorChoice {
 public:
  // <mode> of AT+COPS.
  enum class Mode { automatic = 0, manual = 1, deregistered = 2, manual_or_automatic = 4 };

  explicit OperatorChoice(const ModelProfile& profile);

  // The SIM's own network comes first.
  const std::vector<Operator>& receivable() const { return receivable_; }
  const Operator& home() const { return receivable_.front(); }
  // The receivable operator of that name in that format; nullptr when there is none.
  const Operator* find(int format, std::string_view name) const;

  Mode mode() const { return mode_; }
  // The module may register: it is not told to stay away, nor to use a network that it cannot have.
  bool may_register() const { return mode_ != Mode::deregistered && attainable_; }
  // `attainable` counts in manual mode only.
  void set(Mode mode, bool attainable = true) {
    mode_ = mode;
    attainable_ = mode != Mode::manual || attainable;
  }

 private:
  const std::vector<Operator> receivable_;
  Mode mode_ = Mode::automatic;
  bool attainable_ = true;
};

}  // namespace air780
