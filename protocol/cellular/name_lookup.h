// AT+CDNSGIP: names being looked up, one after another, each answered by a URC in the order of the questions
// (at-reference §4.3). Owned by the module; one thread.
#pragma once

#include <deque>
#include <memory>
#include <string>

#include "protocol/at/outbox.h"
#include "protocol/ports/network.h"

namespace air780 {

class NameLookup {
 public:
  NameLookup(Network& network, Outbox& outbox) : network_(network), outbox_(outbox) {}

  // False when too many questions are open already.
  static constexpr std::size_t most_questions = 16;
  bool ask(const std::string& host);
  // Forgets all questions; they stay without an answer.
  void reset();

 private:
  void ask_next();

  Network& network_;
  Outbox& outbox_;
  std::deque<std::string> hosts_;  // the first one is being looked up
  std::unique_ptr<Lookup> lookup_;
};

}  // namespace air780
