// Whether a host and the module understand each other: each has its rate, and what is sent at one and heard at another
// is garbage, as on the bench. Owned by the SerialLine; used only from the thread that runs the io_context.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "sim/serial/serial_end.h"

namespace air780 {

class LineRates {
 public:
  // Told once for each pair of rates of an end that do not go together.
  std::function<void(const std::string&)> warn;

  // AT+IPR. 0: the module takes the rate of the host that says AT to it next; until then it stays at the one it had.
  void set_module_rate(long rate);
  // The rate in force.
  unsigned module_rate() const { return rate_; }

  // What the module hears of bytes that `end`'s host sent, and its host of bytes of the module: the same bytes where
  // the rates agree or the end has none. What is returned is valid until the next call of the same direction.
  std::string_view heard_by_module(SerialEnd& end, std::string_view bytes);
  std::string_view heard_by_host(SerialEnd& end, std::string_view bytes);

 private:
  bool train(unsigned rate, std::string_view bytes);
  void tell(const SerialEnd& end, unsigned host_rate);

  unsigned rate_ = 115200;
  bool autobaud_ = false;
  bool after_a_ = false;  // of AT, at a rate that is not ours
  std::string by_module_;
  std::string by_host_;
  std::map<const SerialEnd*, std::pair<unsigned, unsigned>> told_;  // the host's rate and the module's
};

}  // namespace air780
