#include "test/host/at_exchange.h"

#include <utility>

namespace air780::host {
namespace {

bool is_error(std::string_view line) { return line == "ERROR" || line.starts_with("+CME ERROR: "); }

}  // namespace

AtExchange::AtExchange(Scheduler& scheduler, Send send) : send_(std::move(send)), patience_(scheduler) {}

void AtExchange::command(std::string text, Duration patience, std::function<void(Outcome)> done, std::string data) {
  awaited_.clear();
  data_ = std::move(data);
  done_ = std::move(done);
  patience_.start(patience, [this] { finish(Outcome::silent); });
  send_(text + "\r");
}

void AtExchange::await(std::string beginning, Duration patience, std::function<void(Outcome)> done) {
  awaited_ = std::move(beginning);
  data_.clear();
  done_ = std::move(done);
  patience_.start(patience, [this] { finish(Outcome::silent); });
}

void AtExchange::drop() {
  patience_.stop();
  done_ = nullptr;
  data_.clear();
}

void AtExchange::finish(Outcome outcome) {
  patience_.stop();
  if (const auto done = std::exchange(done_, nullptr)) done(outcome);
}

void AtExchange::receive(std::string_view bytes) {
  received_ += bytes;
  for (auto end = received_.find("\r\n"); end != std::string::npos; end = received_.find("\r\n")) {
    const std::string line = received_.substr(0, end);
    received_.erase(0, end + 2);
    // An echo ends with a CR of its own.
    if (!line.empty() && !line.ends_with('\r')) take_line(line);
  }
  if (received_ == ">" && !data_.empty()) {
    received_.clear();
    send_(std::exchange(data_, {}));
  }
}

void AtExchange::take_line(std::string_view line) {
  if (done_ && awaited_.empty()) {
    if (line == "OK") return finish(Outcome::done);
    if (is_error(line)) return finish(Outcome::failed);
  } else if (done_) {
    if (line.starts_with(awaited_)) return finish(Outcome::done);
    if (line == "ERROR" || line == "CONNECT FAIL") return finish(Outcome::failed);
  }
  if (on_line) on_line(line);
}

}  // namespace air780::host
