// From nothing to an MQTT session: the first of a fresh process, and those after it.
#include <sys/socket.h>

#include <chrono>
#include <string_view>

#include "test/bench/bench_broker.h"
#include "test/bench/online_module.h"
#include "test/bench/rows.h"
#include "test/bench/samples.h"
#include "test/bench/serial_server.h"

namespace air780 {
namespace {

using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;
using namespace std::string_view_literals;

constexpr double connect_bar_ms = 10;

// A bare socket that says CONNECT and hears CONNACK; both fit one write.
double time_bare(std::uint16_t port) {
  constexpr std::string_view connect = "\x10\x11\0\4MQTT\4\2\0\x3c\0\5naked"sv;
  constexpr std::string_view connack = "\x20\2\0\0"sv;
  const auto begin = Clock::now();
  SerialHost socket = SerialHost::over_tcp(port);
  socket.send(connect);
  socket.expect(connack);
  return Milliseconds(Clock::now() - begin).count();
}

double time_online(SerialHost& host) {
  const auto begin = Clock::now();
  go_online(host);
  return Milliseconds(Clock::now() - begin).count();
}

// How long it takes to come online in processes of one kind, and what the broker's part in it is.
struct Connects {
  Samples first, later, bare;
};

Connects measure(const BenchBroker& broker, const std::vector<std::string>& command, int processes) {
  constexpr int later_connects = 4;
  Connects connects;
  for (int process = 0; process < processes; ++process) {
    const SerialServer server(command);
    SerialHost host = server.connect();
    configure(host, "bench");
    connects.first.add(time_online(host));
    for (int i = 0; i < later_connects; ++i) {
      host.command("AT+MIPCLOSE");
      connects.later.add(time_online(host));
      connects.bare.add(time_bare(broker.port()));
    }
  }
  return connects;
}

Result line(std::string what, const Samples& bare, const Samples& ours) {
  Result result = timed(std::move(what), bare.median(), ours.median(), connect_bar_ms);
  result.remarks.push_back("the longest: " + time_text(ours.most() * 1000));
  return result;
}

}  // namespace

std::vector<Result> connect_row(const Setting& setting) {
  const BenchBroker broker;
  const int processes = setting.times(20, 3);
  const Connects booted = measure(broker, command_with_broker(setting, broker.address(), "300ms"), processes);
  const Connects at_once = measure(broker, command_with_broker(setting, broker.address()), processes);
  return {line("MIPSTART + MCONNECT, the first, p50", booted.bare, booted.first),
          line("MIPSTART + MCONNECT, later ones, p50", booted.bare, booted.later),
          line("MIPSTART + MCONNECT, the first, at once after --boot-time 0, p50", at_once.bare, at_once.first)};
}

}  // namespace air780
