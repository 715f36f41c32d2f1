#include "sim/broker/local_broker.h"

#include <unistd.h>

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "sim/broker/broker_certificates.h"
#include "sim/broker/broker_directory.h"
#include "sim/broker/broker_process.h"
#include "sim/broker/free_port.h"
#include "sim/broker/mosquitto_config.h"

namespace air780 {
namespace {

namespace asio = boost::asio;
namespace filesystem = std::filesystem;
using asio::ip::tcp;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr auto start_limit = 10s;
constexpr auto probe_pause = 2ms;
constexpr auto first_restart_pause = 300ms;
constexpr std::chrono::milliseconds longest_restart_pause = 5s;
// A child that lived this long did not die of how it was started.
constexpr auto healthy_life = 10s;
constexpr int most_ports = 5;

bool is_program(const std::string& path) {
  std::error_code error;
  return filesystem::is_regular_file(path, error) && ::access(path.c_str(), X_OK) == 0;
}

// Debian keeps mosquitto where only root's PATH leads. Empty if it is nowhere.
std::string find_program(const std::string& name) {
  if (name.find('/') != std::string::npos) return is_program(name) ? name : std::string();
  const char* const path = std::getenv("PATH");
  std::istringstream folders((path != nullptr ? std::string(path) : std::string()) + ":/usr/sbin:/usr/local/sbin");
  for (std::string folder; std::getline(folders, folder, ':');) {
    const std::string candidate = folder + "/" + name;
    if (!folder.empty() && is_program(candidate)) return candidate;
  }
  return {};
}

struct Failure {
  std::string text;
};

// mosquitto says so whenever it runs as root, which is then our own doing.
bool is_expected(std::string_view line) { return line.find("should not be run as root") != std::string_view::npos; }

Endpoint local(std::uint16_t port) { return {"127.0.0.1", port}; }

bool is_complaint(std::string_view line) { return line.starts_with("Error") || line.starts_with("Warning"); }

}  // namespace

// idle -> starting -> up <-> restarting, starting -> down. Only in `starting` is `done` still owed.
class LocalBroker::Supervisor : public std::enable_shared_from_this<Supervisor> {
 public:
  Supervisor(asio::io_context& context, Log& log, LocalBrokerOptions options)
      : context_(context),
        log_(log),
        options_(std::move(options)),
        probe_(context),
        probe_later_(context),
        deadline_(context),
        restart_later_(context) {}

  void start(Started done) {
    done_ = std::move(done);
    starting_ = true;
    deadline_.expires_after(start_limit);
    deadline_.async_wait([self = shared_from_this()](const error_code& error) {
      if (!error && self->starting_) self->fail("mosquitto does not accept connections: " + self->last_words_);
    });
    try {
      program_ = find_program(options_.program);
      if (program_.empty()) {
        throw Failure{options_.program + " not found: install it with apt-get install mosquitto"};
      }
      open_directory();
      take_ports();
      launch();
    } catch (const Failure& failure) {
      asio::post(context_, [self = shared_from_this(), text = failure.text] { self->fail(text); });
    }
  }

  void stop() {
    done_ = nullptr;
    stopped_ = true;
    halt();
    directory_ = BrokerDirectory();
  }

  BrokerEndpoints addresses() const { return accepting_once_ ? listeners() : BrokerEndpoints(); }
  const std::string& directory() const { return directory_.path(); }
  pid_t process_id() const { return process_ ? process_->id() : 0; }

 private:
  void halt() {
    starting_ = false;
    error_code ignored;
    probe_.close(ignored);
    probe_later_.cancel();
    deadline_.cancel();
    restart_later_.cancel();
    process_.reset();
  }

  void fail(const std::string& reason) {
    if (stopped_) return;
    halt();
    if (const Started done = std::exchange(done_, nullptr)) done(reason);
  }

  void open_directory() {
    auto directory = BrokerDirectory::open(options_.directory);
    if (!directory) throw Failure{directory.error()};
    directory_ = std::move(*directory);
    auto certificates = prepare_certificates(directory_);
    if (!certificates) throw Failure{certificates.error()};
    certificates_ = std::move(*certificates);
    log_.info("certificates: " + certificates_.history);
  }

  void take_ports() {
    for (FreePort& port : ports_) {
      auto free = FreePort::reserve();
      if (!free) throw Failure{free.error()};
      port = std::move(*free);
    }
    ++ports_tried_;
  }

  BrokerEndpoints listeners() const {
    return {local(ports_[0].number()), local(ports_[1].number()), local(ports_[2].number())};
  }

  std::string write_config() const {
    const std::string path = directory_.file("mosquitto.conf");
    const BrokerEndpoints listen = listeners();
    const MosquittoTls tls = {certificates_.authority, certificates_.server_certificate, certificates_.server_key};
    MosquittoTls mutual = tls;
    mutual.asks_for_certificate = true;
    std::ofstream file(path);
    file << mosquitto_config_text({{{listen.plain}, {listen.tls, tls}, {listen.mutual_tls, mutual}}, ::geteuid() == 0});
    if (!file.flush()) throw Failure{"cannot write " + path + ": " + std::strerror(errno)};
    return path;
  }

  void launch() {
    const std::string config = write_config();
    last_words_.clear();
    auto process = BrokerProcess::start(
        context_, {program_, "-c", config}, [this](std::string_view line) { said(line); },
        [this](const std::string& how) { ended(how); });
    if (!process) throw Failure{process.error()};
    process_ = std::move(*process);
    launched_ = Clock::now();
    probed_ = 0;
    probe();
  }

  void said(std::string_view line) {
    if (is_complaint(line) && !is_expected(line)) {
      last_words_ = line;
      log_.warning("mosquitto: " + std::string(line));
    } else {
      if (last_words_.empty()) last_words_ = line;
      log_.debug("mosquitto: " + std::string(line));
    }
  }

  void ended(const std::string& how) {
    process_.reset();
    error_code ignored;
    probe_.close(ignored);
    probe_later_.cancel();
    if (!starting_) return restart_after(how);
    if (last_words_.find("Address already in use") == std::string::npos || ports_tried_ == most_ports) {
      return fail("mosquitto did not start, " + how + ": " + last_words_);
    }
    try {
      take_ports();
      launch();
    } catch (const Failure& failure) {
      fail(failure.text);
    }
  }

  void restart_after(const std::string& how) {
    if (Clock::now() - launched_ >= healthy_life) restart_pause_ = first_restart_pause;
    log_.warning("mosquitto ended unexpectedly, " + how + "; starting it again in " +
                 std::to_string(restart_pause_.count()) + " ms");
    restart_later_.expires_after(restart_pause_);
    restart_pause_ = std::min(restart_pause_ * 2, longest_restart_pause);
    restart_later_.async_wait([self = shared_from_this()](const error_code& error) {
      if (error || self->stopped_) return;
      try {
        self->launch();
      } catch (const Failure& failure) {
        self->restart_after(failure.text);
      }
    });
  }

  // Until a connection is accepted at each port. The ports are ours alone, so whoever accepts is our child.
  void probe() {
    error_code ignored;
    probe_.close(ignored);
    probe_.async_connect(tcp::endpoint(asio::ip::address_v4::loopback(), ports_[probed_].number()),
                         [self = shared_from_this()](const error_code& error) {
                           if (error == asio::error::operation_aborted || !self->process_) return;
                           if (error) return self->probe_again();
                           self->accepts();
                         });
  }

  void probe_again() {
    probe_later_.expires_after(probe_pause);
    probe_later_.async_wait([self = shared_from_this()](const error_code& error) {
      if (!error && self->process_ && !self->stopped_) self->probe();
    });
  }

  void accepts() {
    error_code ignored;
    probe_.close(ignored);
    if (++probed_ < ports_.size()) return probe();
    const BrokerEndpoints listen = listeners();
    log_.info("mosquitto accepts connections at " + listen.plain.text() + ", over TLS at " + listen.tls.text() +
              ", over mutual TLS at " + listen.mutual_tls.text());
    if (!std::exchange(starting_, false)) return;
    accepting_once_ = true;
    deadline_.cancel();
    if (const Started done = std::exchange(done_, nullptr)) done(listen);
  }

  asio::io_context& context_;
  Log& log_;
  LocalBrokerOptions options_;
  tcp::socket probe_;
  asio::steady_timer probe_later_;
  asio::steady_timer deadline_;
  asio::steady_timer restart_later_;
  Started done_;
  std::string program_;
  BrokerDirectory directory_;
  BrokerCertificates certificates_;
  std::array<FreePort, 3> ports_;  // plain, TLS, mutual TLS
  std::size_t probed_ = 0;         // of ports_
  int ports_tried_ = 0;
  std::unique_ptr<BrokerProcess> process_;
  Clock::time_point launched_;
  std::chrono::milliseconds restart_pause_ = first_restart_pause;
  std::string last_words_;
  bool starting_ = false;
  bool accepting_once_ = false;
  bool stopped_ = false;
};

LocalBroker::LocalBroker(asio::io_context& context, Log& log, LocalBrokerOptions options)
    : supervisor_(std::make_shared<Supervisor>(context, log, std::move(options))) {}
LocalBroker::~LocalBroker() { supervisor_->stop(); }

void LocalBroker::start(Started done) { supervisor_->start(std::move(done)); }
BrokerEndpoints LocalBroker::addresses() const { return supervisor_->addresses(); }
std::string LocalBroker::directory() const { return supervisor_->directory(); }
pid_t LocalBroker::process_id() const { return supervisor_->process_id(); }

}  // namespace air780
