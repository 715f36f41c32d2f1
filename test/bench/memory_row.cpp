// What a module costs that does nothing: memory, and how often it wakes.
#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <thread>

#include "test/bench/bench_broker.h"
#include "test/bench/online_module.h"
#include "test/bench/rows.h"
#include "test/bench/serial_server.h"

namespace air780 {
namespace {

// The number behind `key` in one of the kernel's "key: number" files.
long read_number(const std::filesystem::path& file, const std::string& key) {
  std::ifstream lines(file);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(key + ":")) return std::stol(line.substr(key.size() + 1));
  }
  throw std::runtime_error(file.string() + " does not tell " + key);
}

std::filesystem::path process_directory(pid_t id) { return "/proc/" + std::to_string(id); }

long wake_ups(pid_t id) {
  long sum = 0;
  for (const auto& task : std::filesystem::directory_iterator(process_directory(id) / "task")) {
    sum += read_number(task.path() / "status", "voluntary_ctxt_switches");
  }
  return sum;
}

long own_memory(pid_t id) { return read_number(process_directory(id) / "smaps_rollup", "Private_Dirty"); }

std::string memory_text(pid_t id) {
  const auto rollup = process_directory(id) / "smaps_rollup";
  return fmt::format("{} KiB RSS", read_number(rollup, "Rss"));
}

// Online with TLS, in a process of its own, beside the same without.
Result tls_memory(const Setting& setting, pid_t plain) {
  const BenchBroker broker(BenchBroker::Wire::tls);
  const SerialServer server(command_with_broker(setting, broker.address()));
  SerialHost host = server.connect();
  configure(host, "bench-tls");
  host.command("AT+SSLMIPSTART=\"broker.example\",8883");
  host.expect("\r\nCONNECT OK\r\n");
  host.command("AT+MCONNECT=1,60");
  host.expect("\r\nCONNACK OK\r\n");
  Result result{.what = "memory of one module, online over TLS",
                .floor = memory_text(plain),
                .ours = memory_text(server.id()),
                .ratio = "-",
                .bar = "-",
                .verdict = Result::Verdict::no_bar,
                .remarks = {}};
  result.remarks.push_back(fmt::format("the floor is the same module without TLS; {} KiB of its own beside {} KiB",
                                       own_memory(server.id()), own_memory(plain)));
  return result;
}

}  // namespace

std::vector<Result> memory_row(const Setting& setting) {
  const BenchBroker broker;
  const SerialServer floor({setting.floor, "tcp"});
  const SerialServer server(command_with_broker(setting, broker.address()));
  SerialHost host = server.connect();
  configure(host, "bench");
  const std::string before = memory_text(server.id());
  go_online(host);
  const std::chrono::seconds idle(setting.times(5, 1));
  const long wake_ups_before = wake_ups(server.id());
  std::this_thread::sleep_for(idle);
  const double per_second =
      static_cast<double>(wake_ups(server.id()) - wake_ups_before) / static_cast<double>(idle.count());
  Result result{.what = "memory of one idle module, online",
                .floor = memory_text(floor.id()),
                .ours = memory_text(server.id()),
                .ratio = "-",
                .bar = "-",
                .verdict = Result::Verdict::no_bar,
                .remarks = {}};
  result.remarks.push_back(fmt::format("before the session {}; {} KiB of its own; {:.1f} wake-ups a second", before,
                                       own_memory(server.id()), per_second));
  return {result, tls_memory(setting, server.id())};
}

}  // namespace air780
