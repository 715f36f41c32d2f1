#include "sim/probe.h"

#include <fmt/format.h>

#include <chrono>
#include <cstdio>

#include "sim/host_port.h"

namespace air780 {
namespace {

int fail(const ProbeOptions& options, const std::string& reason) {
  std::fputs(fmt::format("air780sim probe {}: {}\n", options.port.text(), reason).c_str(), stderr);
  return 1;
}

}  // namespace

int probe(const ProbeOptions& options) {
  using Clock = std::chrono::steady_clock;
  auto port = HostPort::open(options.port.text(), 115200);
  if (!port) return fail(options, port.error());
  const auto deadline = Clock::now() + std::chrono::seconds(2);
  if (!port->send("AT\r")) return fail(options, *port->failure());
  std::string received;
  while (Clock::now() < deadline && !port->failure()) {
    received += port->receive(deadline - Clock::now()).value_or("");
    if (received.find("\r\nOK\r\n") != std::string::npos) return 0;
  }
  return fail(options, port->failure().value_or("no OK within 2 s"));
}

}  // namespace air780
