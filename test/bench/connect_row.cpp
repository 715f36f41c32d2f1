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

}  // namespace

std::vector<Result> connect_row(const Setting& setting) {
  constexpr int later_connects = 4;
  const BenchBroker broker;
  Samples bare, first, later;
  for (int process = 0; process < setting.times(20, 3); ++process) {
    const SerialServer server(command_with_broker(setting, broker.address()));
    SerialHost host = server.connect();
    configure(host, "bench");
    first.add(time_online(host));
    for (int i = 0; i < later_connects; ++i) {
      host.command("AT+MIPCLOSE");
      later.add(time_online(host));
      bare.add(time_bare(broker.port()));
    }
  }
  std::vector<Result> results = {
      timed("MIPSTART + MCONNECT, the first, p50", bare.median(), first.median(), connect_bar_ms),
      timed("MIPSTART + MCONNECT, later ones, p50", bare.median(), later.median(), connect_bar_ms)};
  results[0].remarks.push_back("the longest: " + time_text(first.most() * 1000));
  results[1].remarks.push_back("the longest: " + time_text(later.most() * 1000));
  return results;
}

}  // namespace air780
