// Hears what the module says by itself, and holds it against the table of such lines. Owned by the test; one thread.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "protocol/at/urc_table.h"
#include "protocol/event.h"

namespace air780 {

class UrcWatch final : public EventListener {
 public:
  std::set<const UrcDescription*> said;
  std::vector<std::string> unlisted;

 private:
  void on_event(const Event& event) override {
    const auto* line = std::get_if<UnsolicitedLine>(&event.body);
    if (!line) return;
    if (const UrcDescription* urc = find_urc(line->text)) {
      said.insert(urc);
    } else {
      unlisted.emplace_back(line->text);
    }
  }
};

}  // namespace air780
