#include "sim/run.h"

#include <fmt/format.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <random>
#include <string>

#include "fs/module_flash.h"
#include "protocol/module.h"
#include "sim/asio_scheduler.h"
#include "sim/broker/local_broker.h"
#include "sim/control/control_server.h"
#include "sim/fault/fault_engine.h"
#include "sim/fault/fault_injection.h"
#include "sim/flash/host_directory.h"
#include "sim/flash/settings_file.h"
#include "sim/mqtt/paho_engine.h"
#include "sim/network/asio_network.h"
#include "sim/network/tls_network.h"
#include "sim/scenario/conclusion.h"
#include "sim/scenario/scenario_run.h"
#include "sim/serial/connect_end.h"
#include "sim/serial/pty_end.h"
#include "sim/serial/rfc2217_end.h"
#include "sim/serial/serial_line.h"
#include "sim/serial/tcp_end.h"
#include "sim/serial/tty_end.h"
#include "sim/serial/uart.h"
#include "sim/trace/key_log_file.h"
#include "sim/trace/log_listener.h"
#include "sim/trace/packet_capture.h"
#include "sim/trace/transcript.h"
#include "sim/version.h"

namespace air780 {
namespace {

using Failure = std::optional<std::string>;

std::string title(const RunOptions& options) {
  return fmt::format("air780sim {} {} {}", version, options.profile.model, options.profile.firmware);
}

// A reader of stdout that went away is no reason to stop.
void print_line(const std::string& line) {
  std::fputs((line + "\n").c_str(), stdout);
  std::fflush(stdout);
}

// Says `ready` once the module has booted for the first time: from then on it hears every command.
class ReadyLine final : public EventListener {
 public:
  void on_event(const Event& event) override {
    const auto* power = std::get_if<PowerChanged>(&event.body);
    if (said_ || !power || power->step != PowerStep::booted) return;
    said_ = true;
    print_line("ready");
  }

 private:
  bool said_ = false;
};

class Emulator {
 public:
  explicit Emulator(const RunOptions& options)
      : options_(options), log_(options.log_level), signals_(io_, SIGINT, SIGTERM, SIGHUP) {}

  int run();

 private:
  Failure open_flash();
  Failure open_serial_ends();
  Failure open_trace();
  Failure open_capture();
  Failure open_key_log();
  Failure open_control();
  void start_broker();
  void start_module(const std::optional<BrokerEndpoints>& broker);
  void start_faults();
  void start_scenarios();
  void print_addresses() const;
  void give_up(const std::string& reason);

  const RunOptions& options_;
  Log log_;
  boost::asio::io_context io_{1};
  boost::asio::signal_set signals_;
  AsioScheduler scheduler_{io_};
  EventStream events_{scheduler_};
  LogListener log_listener_{log_};
  ReadyLine ready_line_;
  std::unique_ptr<Transcript> transcript_;
  std::unique_ptr<PacketCapture> capture_;
  std::unique_ptr<KeyLogFile> key_log_;
  SerialLine serial_line_;
  Uart uart_{scheduler_, events_, serial_line_, options_.baud == 0 ? Uart::Pacing::none : Uart::Pacing::by_rate};
  std::optional<LocalBroker> broker_;
  std::unique_ptr<AsioNetwork> network_;
  std::optional<TlsNetwork> tls_network_;
  PahoEngine mqtt_engine_{io_, log_};
  Timer mqtt_start_{scheduler_};
  std::optional<HostDirectory> flash_directory_;
  std::optional<ModuleFlash> flash_;
  std::optional<SettingsFile> settings_file_;
  // The module's way to all of the above leads through the faults.
  std::optional<FaultInjection> faults_;
  std::optional<FaultEngine> fault_rules_;
  std::optional<ScenarioRun> scenarios_;
  std::unique_ptr<MqttClient> mqtt_client_;
  std::unique_ptr<Module> module_;
  std::unique_ptr<ControlServer> control_;
  std::uint64_t seed_ = options_.seed.value_or(std::random_device{}());
  int exit_code_ = 0;
};

int Emulator::run() {
  for (const Failure& failure :
       {open_flash(), open_serial_ends(), open_trace(), open_capture(), open_key_log(), open_control()}) {
    if (!failure) continue;
    give_up(*failure);
    return exit_code_;
  }
  signals_.async_wait([this](const boost::system::error_code& error, int) {
    if (!error) io_.stop();
  });
  events_.add(log_listener_);
  if (transcript_) events_.add(*transcript_);
  events_.add(ready_line_);
  if (options_.broker_directory) {
    start_broker();
  } else {
    start_module(std::nullopt);
  }
  io_.run();
  if (scenarios_ && exit_code_ == 0) return conclude(scenarios_->finish(), options_.reports, seed_);
  return exit_code_;
}

Failure Emulator::open_flash() {
  if (options_.flash_directory.empty()) {
    flash_.emplace(options_.profile.flash_bytes);
    return std::nullopt;
  }
  auto directory = HostDirectory::open(options_.flash_directory);
  if (!directory) return directory.error();
  flash_directory_.emplace(std::move(*directory));
  flash_.emplace(*flash_directory_, options_.profile.flash_bytes);
  settings_file_.emplace(*flash_directory_, log_);
  const auto contents = flash_directory_->read_all(options_.profile.flash_bytes);
  for (const std::string& reason : contents.left_out) log_.warning(reason);
  for (const StoredEntry& entry : contents.entries) {
    if (flash_->load(entry)) continue;
    log_.warning(fmt::format("{}/{}: does not fit into the module's flash", options_.flash_directory, entry.name));
  }
  return std::nullopt;
}

Failure Emulator::open_serial_ends() {
  const unsigned rate = options_.baud == 0 ? 115200 : options_.baud;
  if (!options_.any_baud) {
    serial_line_.follow_rates([this](const std::string& text) { events_.emit(Notice{Notice::Level::warning, text}); });
  }
  if (options_.pty_link) {
    auto end = PtyEnd::open(io_, log_, *options_.pty_link, PtyEnd::Openers::watched, rate);
    if (!end) return end.error();
    serial_line_.attach(std::move(*end));
  }
  if (options_.tcp) {
    auto end = TcpEnd::open(io_, log_, *options_.tcp);
    if (!end) return end.error();
    serial_line_.attach(std::move(*end));
  }
  if (options_.rfc2217) {
    auto end = Rfc2217End::open(io_, log_, *options_.rfc2217);
    if (!end) return end.error();
    serial_line_.attach(std::move(*end));
  }
  if (options_.connect) serial_line_.attach(std::make_unique<ConnectEnd>(io_, log_, *options_.connect));
  if (!options_.tty.empty()) {
    auto end = TtyEnd::open(io_, log_, options_.tty, rate);
    if (!end) return end.error();
    serial_line_.attach(std::move(*end));
  }
  return std::nullopt;
}

Failure Emulator::open_trace() {
  if (options_.trace.empty()) return std::nullopt;
  auto transcript = Transcript::open(options_.trace, title(options_));
  if (!transcript) return transcript.error();
  transcript_ = std::move(*transcript);
  return std::nullopt;
}

Failure Emulator::open_capture() {
  if (options_.pcap.empty()) return std::nullopt;
  auto capture = PacketCapture::open(options_.pcap, log_);
  if (!capture) return capture.error();
  capture_ = std::move(*capture);
  return std::nullopt;
}

Failure Emulator::open_key_log() {
  if (options_.key_log.empty()) return std::nullopt;
  auto key_log = KeyLogFile::open(options_.key_log);
  if (!key_log) return key_log.error();
  key_log_ = std::move(*key_log);
  return std::nullopt;
}

Failure Emulator::open_control() {
  if (!options_.control) return std::nullopt;
  auto control = ControlServer::open(io_, log_, *options_.control,
                                     AccessRules{.token = options_.control_token, .open = options_.control_open});
  if (!control) return control.error();
  control_ = std::move(*control);
  return std::nullopt;
}

void Emulator::start_broker() {
  broker_.emplace(io_, log_, LocalBrokerOptions{.directory = *options_.broker_directory});
  broker_->start([this](const boost::system::result<BrokerEndpoints, std::string>& started) {
    if (!started) return give_up(started.error());
    start_module(*started);
  });
}

void Emulator::start_module(const std::optional<BrokerEndpoints>& broker) {
  Routes routes;
  for (const Route& route : options_.routes) routes.add(route);
  if (broker) routes.set_catch_all(*broker);
  network_ = std::make_unique<AsioNetwork>(io_, std::move(routes), capture_.get());
  KeyLogSink keys;
  if (key_log_) keys = [this](std::string_view line) { key_log_->append(line); };
  tls_network_.emplace(*network_, scheduler_, log_, std::move(keys));
  start_scenarios();
  start_faults();
  mqtt_client_ = mqtt_engine_.make_client(&*faults_);
  ModelProfile profile = options_.profile;
  profile.timing.seed = seed_;
  module_ = std::make_unique<Module>(
      profile, ModulePorts{scheduler_, faults_->network(), *mqtt_client_, faults_->output(), events_, faults_->flash(),
                           uart_, &*fault_rules_, settings_file_ ? &*settings_file_ : nullptr});
  faults_->act_on(*module_);
  for (const Rule& rule : options_.faults) fault_rules_->add(rule);
  for (const Scenario& scenario : options_.scenarios) {
    for (const Rule& rule : scenario.rules) fault_rules_->add(rule);
  }
  serial_line_.host_lines_changed = [this](const HostLines& lines) {
    uart_.set_host_lines(lines);
    module_->set_host_lines(lines);
  };
  uart_.module = [this](std::string_view bytes) { faults_->receive(bytes); };
  serial_line_.start([this](std::string_view bytes) { uart_.receive(bytes); });
  if (control_) control_->start(scheduler_, events_, *module_, *fault_rules_);
  print_addresses();
  module_->power_on();
  // Paho's threads are not needed for a first OK; a session that comes sooner starts them itself.
  mqtt_start_.start(std::chrono::milliseconds(20), [this] { mqtt_engine_.start(); });
}

// Listens before the fault rules do, so that a verdict sees a cause before its effect.
void Emulator::start_scenarios() {
  if (options_.scenarios.empty()) return;
  scenarios_.emplace(options_.scenarios, scheduler_, [this] { io_.stop(); });
  events_.add(*scenarios_);
}

void Emulator::start_faults() {
  const bool by_chance = !options_.faults.empty() || !options_.scenarios.empty() || control_ != nullptr ||
                         options_.profile.timing.latency.varies();
  if (!options_.seed && by_chance) log_.info(fmt::format("chance: --seed {} repeats this run", seed_));
  faults_.emplace(FaultInjection::Ports{scheduler_, events_, *tls_network_, uart_, *flash_}, seed_);
  faults_->hang_up = [this] { serial_line_.hang_up(); };
  fault_rules_.emplace(scheduler_, events_, *faults_, seed_);
  faults_->set_rules(&*fault_rules_);
  events_.add(*fault_rules_);
}

void Emulator::print_addresses() const {
  print_line(title(options_));
  for (const std::string& description : serial_line_.descriptions()) print_line(description);
  if (control_) print_line("control " + control_->address().text());
  if (!broker_) return;
  const BrokerEndpoints broker = broker_->addresses();
  print_line("broker " + broker.plain.text());
  print_line("broker-tls " + broker.tls.text());
  print_line("broker-mtls " + broker.mutual_tls.text());
  print_line("certs " + (std::filesystem::path(broker_->directory()) / "").string());
}

void Emulator::give_up(const std::string& reason) {
  std::fputs(fmt::format("air780sim: {}\n", reason).c_str(), stderr);
  exit_code_ = 2;
  io_.stop();
}

}  // namespace

int run(const RunOptions& options) {
  const int exit_code = Emulator(options).run();
  // All is closed and told; a signal that comes now, from whoever saw the line close, must not become the exit code.
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) std::signal(number, SIG_IGN);
  return exit_code;
}

}  // namespace air780
