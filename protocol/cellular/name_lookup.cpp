#include "protocol/cellular/name_lookup.h"

#include <fmt/format.h>

namespace air780 {

bool NameLookup::ask(const std::string& host) {
  if (hosts_.size() == most_questions) return false;
  hosts_.push_back(host);
  if (hosts_.size() == 1) ask_next();
  return true;
}

void NameLookup::ask_next() {
  lookup_ = network_.resolve(hosts_.front(), [this](const Resolution& resolution) {
    // 10: general error, the one code that fits every failure the resolver tells (at-reference §4.3).
    outbox_.unsolicited(resolution.found ? fmt::format("+CDNSGIP: 1,\"{}\",\"{}\"", hosts_.front(), resolution.address)
                                         : "+CDNSGIP:0,10");
    hosts_.pop_front();
    if (!hosts_.empty()) ask_next();
  });
}

void NameLookup::reset() {
  lookup_.reset();
  hosts_.clear();
}

}  // namespace air780
