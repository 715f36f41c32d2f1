#include "sim/serial/line_rates.h"

#include <fmt/format.h>

#include "sim/serial/wrong_rate.h"

namespace air780 {

void LineRates::set_module_rate(long rate) {
  autobaud_ = rate == 0;
  after_a_ = false;
  if (!autobaud_) rate_ = static_cast<unsigned>(rate);
}

std::string_view LineRates::heard_by_module(SerialEnd& end, std::string_view bytes) {
  const auto host_rate = end.host_rate();
  if (!host_rate || same_rate(*host_rate, rate_)) return bytes;
  if (autobaud_ && train(*host_rate, bytes)) return by_module_;
  tell(end, *host_rate);
  by_module_ = heard_at_wrong_rate(bytes, *host_rate, rate_);
  return by_module_;
}

std::string_view LineRates::heard_by_host(SerialEnd& end, std::string_view bytes) {
  const auto host_rate = end.host_rate();
  if (!host_rate || same_rate(*host_rate, rate_)) return bytes;
  tell(end, *host_rate);
  by_host_ = heard_at_wrong_rate(bytes, rate_, *host_rate);
  return by_host_;
}

// Only AT in capitals does it (manual, IPR). What came before it is lost.
bool LineRates::train(unsigned rate, std::string_view bytes) {
  const bool split = after_a_ && bytes.starts_with('T');
  const auto found = split ? 0 : bytes.find("AT");
  after_a_ = bytes.ends_with('A');
  if (found == std::string_view::npos) return false;
  rate_ = rate;
  by_module_ = split ? "A" : "";
  by_module_ += bytes.substr(found);
  return true;
}

void LineRates::tell(const SerialEnd& end, unsigned host_rate) {
  const std::pair rates(host_rate, rate_);
  auto& told = told_[&end];
  if (told == rates) return;
  told = rates;
  if (warn) {
    warn(
        fmt::format("{}: the host set {} bit/s, the module is at {}: both hear garbage (--any-baud accepts every rate)",
                    end.description(), host_rate, rate_));
  }
}

}  // namespace air780
