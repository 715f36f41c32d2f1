// A message through a local broker, once there and back and once to its acknowledgement.
#include <fmt/format.h>

#include <memory>

#include "test/bench/bench_broker.h"
#include "test/bench/online_module.h"
#include "test/bench/paho_session.h"
#include "test/bench/rows.h"
#include "test/bench/serial_server.h"

namespace air780 {
namespace {

using Clock = std::chrono::steady_clock;

constexpr double publish_bar = 2;
const std::string payload(100, 'x');

// An air780sim of its own, online and subscribed to `topic`.
class Publisher {
 public:
  Publisher(std::vector<std::string> command, const std::string& topic)
      : server_(command), host_(server_.connect()), topic_(topic) {
    configure(host_, topic_);
    go_online(host_);
    host_.command(fmt::format("AT+MSUB=\"{}\",0", topic_));
    host_.expect("\r\nSUBACK\r\n");
  }

  std::chrono::nanoseconds time_echo() {
    return time(fmt::format("AT+MPUB=\"{}\",0,0,\"{}\"\r", topic_, payload),
                fmt::format("\r\n+MSUB: \"{}\",{} byte,{}\r\n", topic_, payload.size(), payload));
  }

  std::chrono::nanoseconds time_acknowledgement(const std::string& topic) {
    return time(fmt::format("AT+MPUB=\"{}\",1,0,\"{}\"\r", topic, payload), "\r\nPUBACK\r\n");
  }

 private:
  std::chrono::nanoseconds time(const std::string& command, const std::string& outcome) {
    const auto begin = Clock::now();
    host_.send(command);
    host_.expect(outcome);
    return Clock::now() - begin;
  }

  SerialServer server_;
  SerialHost host_;
  std::string topic_;
};

// Three sides on one broker: Paho alone, air780sim without the gap that it keeps on purpose, and as it is by default.
struct Stage {
  explicit Stage(const Setting& setting)
      : paho(broker.port(), "bench/paho"),
        ours(with_gap(setting, "gap=0"), "bench/ours"),
        by_default(with_gap(setting, "none"), "bench/default") {}

  std::vector<std::string> with_gap(const Setting& setting, const std::string& latency) const {
    auto command = command_with_broker(setting, broker.address());
    command.insert(command.end(), {"--latency", latency});
    return command;
  }

  BenchBroker broker;
  PahoSession paho;
  Publisher ours;
  Publisher by_default;
};

Repetitions repetitions(const Setting& setting) { return {setting.times(30, 3), setting.times(200, 20)}; }
Repetitions few_repetitions(const Setting& setting) { return {setting.times(5, 1), 20}; }

Result result(const std::string& what, const Comparison& comparison, const Comparison& by_default) {
  Result line = compared(what, comparison, publish_bar);
  line.remarks.push_back(
      fmt::format("p99: floor {}, ours {}. With the default latency, 2 ms between OK and what follows: p50 {}, p99 {}",
                  time_text(comparison.floor_p99), time_text(comparison.our_p99), time_text(by_default.our_p50),
                  time_text(by_default.our_p99)));
  return line;
}

}  // namespace

std::vector<Result> publish_qos0_row(const Setting& setting) {
  Stage stage(setting);
  const auto floor = [&] { return stage.paho.time_echo(payload); };
  const Comparison comparison = interleave(repetitions(setting), floor, [&] { return stage.ours.time_echo(); });
  const Comparison by_default =
      interleave(few_repetitions(setting), floor, [&] { return stage.by_default.time_echo(); });
  return {result("MPUB to +MSUB, QoS 0", comparison, by_default)};
}

std::vector<Result> publish_qos1_row(const Setting& setting) {
  Stage stage(setting);
  const std::string topic = "bench/nobody";
  const auto floor = [&] { return stage.paho.time_acknowledgement(topic, payload); };
  const Comparison comparison =
      interleave(repetitions(setting), floor, [&] { return stage.ours.time_acknowledgement(topic); });
  const Comparison by_default =
      interleave(few_repetitions(setting), floor, [&] { return stage.by_default.time_acknowledgement(topic); });
  return {result("MPUB to PUBACK, QoS 1", comparison, by_default)};
}

}  // namespace air780
