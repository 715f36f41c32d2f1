// The serial side that every driver has: one command at a time and its result, the prompt for data, lines that come by
// themselves. Bytes in, bytes out, and a clock; no sockets, so that a driver plays in a test's world as on a real line.
// Owned by the driver; one thread. Callbacks may begin the next command.
#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "protocol/ports/scheduler.h"

namespace air780::host {

using Send = std::function<void(std::string_view)>;

enum class Outcome { done, failed, silent };

class AtExchange {
 public:
  AtExchange(Scheduler& scheduler, Send send);

  // Sends a command; its OK is `done`, its ERROR or +CME ERROR `failed`, and neither within `patience` is `silent`.
  // `data` follows the prompt.
  void command(std::string text, Duration patience, std::function<void(Outcome)> done, std::string data = {});
  // Waits for a line that begins so: `done`. ERROR, CONNECT FAIL or a loss is `failed`.
  void await(std::string beginning, Duration patience, std::function<void(Outcome)> done);
  // Forgets what is under way.
  void drop();
  bool busy() const { return static_cast<bool>(done_); }
  bool awaiting() const { return busy() && !awaited_.empty(); }

  // Every line that is no final result and was not awaited.
  std::function<void(std::string_view)> on_line;

  void receive(std::string_view bytes);

 private:
  void take_line(std::string_view line);
  void finish(Outcome outcome);

  Send send_;
  Timer patience_;
  std::string received_;
  std::string awaited_;  // empty: a final result is
  std::string data_;
  std::function<void(Outcome)> done_;
};

}  // namespace air780::host
