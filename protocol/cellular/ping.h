// AT+CIPPING: resolves a name and sends echo requests, one after another, each told when it was answered or not
// (manual chapter 12, CIPPING; at-reference §4.3). Owned by the module; one thread.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "protocol/event.h"
#include "protocol/ports/network.h"
#include "protocol/ports/scheduler.h"

namespace air780 {

class Ping {
 public:
  Ping(Scheduler& scheduler, Network& network, const EventStream& events)
      : network_(network), events_(events), next_(scheduler) {}

  struct Settings {
    int count = 4;  // 0: without end
    int bytes = 32;
    int timeout = 100;  // in 100 ms
    int ttl = 64;
  };
  Settings settings;

  // Told each line, and how it ended, both later than start().
  enum class End { all_sent, not_resolved, context_lost };
  std::function<void(std::string_view line)> told;
  std::function<void(End end)> ended;

  // Not while one runs.
  void start(const std::string& host);
  bool running() const { return lookup_ || exchange_ || next_.running(); }
  // The host says something: one without end is over.
  void input_comes();
  // The last context is gone: it is over at once (manual).
  void context_lost();

  // Power-on values; what runs is forgotten.
  void reset();

 private:
  // Between an answer and the next request.
  static constexpr Duration pause = std::chrono::milliseconds(100);

  void resolved(const Resolution& resolution);
  void send();
  void answered(const EchoReply& reply);
  void end(End how);
  void stop();

  Network& network_;
  const EventStream& events_;
  std::unique_ptr<Lookup> lookup_;
  std::unique_ptr<Exchange> exchange_;
  Timer next_;
  std::string address_;
  std::uint32_t sent_ = 0;
};

}  // namespace air780
