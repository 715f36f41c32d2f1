#include "sim/attach.h"

#include <fmt/format.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <cstdio>
#include <memory>
#include <string>

#include "sim/serial/connect_end.h"
#include "sim/serial/pty_end.h"
#include "sim/serial/rfc2217/com_port_client.h"

namespace air780 {
namespace {

// A reader of stdout that went away is no reason to stop.
void print_line(const std::string& line) {
  std::fputs((line + "\n").c_str(), stdout);
  std::fflush(stdout);
}

class Attachment final : private ComPortClientListener {
 public:
  explicit Attachment(const AttachOptions& options)
      : options_(options), log_(options.log_level), signals_(io_, SIGINT, SIGTERM, SIGHUP) {}

  int run();

 private:
  void connected();
  void take_from_host(std::string_view bytes);

  void on_port_data(std::string_view data) override { pty_->transmit(data); }
  void on_wire(std::string_view bytes) override { emulator_.transmit(bytes); }
  void on_refused() override { log_.warning("the emulator's port does not speak RFC 2217: its rate is not set"); }

  const AttachOptions& options_;
  Log log_;
  boost::asio::io_context io_{1};
  boost::asio::signal_set signals_;
  ConnectEnd emulator_{io_, log_, options_.emulator};
  std::unique_ptr<PtyEnd> pty_;
  ComPortClient com_port_{*this};
  bool said_ready_ = false;
};

int Attachment::run() {
  auto pty = PtyEnd::open(io_, log_, options_.pty_link);
  if (!pty) {
    std::fputs(fmt::format("air780sim attach: {}\n", pty.error()).c_str(), stderr);
    return 2;
  }
  pty_ = std::move(*pty);
  signals_.async_wait([this](const boost::system::error_code& error, int) {
    if (!error) io_.stop();
  });
  pty_->start([this](std::string_view bytes) { take_from_host(bytes); });
  emulator_.on_connected([this] { connected(); });
  emulator_.start([this](std::string_view bytes) {
    if (options_.rfc2217) return com_port_.feed(bytes);
    pty_->transmit(bytes);
  });
  print_line(pty_->description());
  print_line(emulator_.description());
  io_.run();
  return 0;
}

void Attachment::connected() {
  if (options_.rfc2217) {
    com_port_.set_baud_rate(pty_->rate());
    com_port_.begin();
  }
  if (std::exchange(said_ready_, true)) return;
  print_line("ready");
}

// A PTY does not tell that its rate was changed; what matters is the rate at which bytes are sent.
void Attachment::take_from_host(std::string_view bytes) {
  if (!options_.rfc2217) return emulator_.transmit(bytes);
  com_port_.set_baud_rate(pty_->rate());
  com_port_.transmit(bytes);
}

}  // namespace

int attach(const AttachOptions& options) { return Attachment(options).run(); }

}  // namespace air780
