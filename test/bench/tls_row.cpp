// From AT+SSLMIPSTART to CONNECT OK: TCP and the handshake.
#include <chrono>

#include "test/bench/bench_broker.h"
#include "test/bench/online_module.h"
#include "test/bench/rows.h"
#include "test/bench/serial_server.h"
#include "test/bench/tls_handshake.h"

namespace air780 {
namespace {

using Clock = std::chrono::steady_clock;

std::chrono::nanoseconds time_link(SerialHost& host) {
  const auto begin = Clock::now();
  host.command("AT+SSLMIPSTART=\"broker.example\",8883");
  host.expect("\r\nCONNECT OK\r\n");
  const auto took = Clock::now() - begin;
  host.command("AT+MIPCLOSE");
  return took;
}

}  // namespace

std::vector<Result> tls_row(const Setting& setting) {
  const BenchBroker broker(BenchBroker::Wire::tls);
  auto command = command_with_broker(setting, broker.address());
  command.insert(command.end(), {"--latency", "gap=0"});
  const SerialServer server(command);
  SerialHost host = server.connect();
  configure(host, "bench");
  TlsHandshake bare;
  const Comparison comparison = interleave(
      {setting.times(20, 2), setting.times(20, 5)}, [&] { return bare.time_at(broker.port()); },
      [&] { return time_link(host); });
  Result line = without_bar("SSLMIPSTART to CONNECT OK", comparison);
  line.remarks.push_back("p99: floor " + time_text(comparison.floor_p99) + ", ours " + time_text(comparison.our_p99));
  return {line};
}

}  // namespace air780
