#include "sim/serial/pty_end.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <termios.h>

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <optional>

#include "sim/serial/output_queue.h"
#include "sim/serial/pty_link.h"
#include "sim/serial/pty_openers.h"
#include "sim/serial/raw_terminal.h"

namespace air780 {
namespace {

namespace asio = boost::asio;
using Descriptor = asio::posix::stream_descriptor;

std::string system_error(const std::string& what) { return what + ": " + std::strerror(errno); }

FileDescriptor open_slave(int master) {
  return FileDescriptor(::ioctl(master, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC));
}

// Through the master this works without opening the slave. False if the system refused.
bool make_pty_raw(int master, unsigned rate) {
  termios settings{};
  if (::tcgetattr(master, &settings) != 0) return false;
  ::cfmakeraw(&settings);
  return ::tcsetattr(master, TCSANOW, &settings) == 0 && set_rate(master, rate);
}

bool is_cooked(int master) {
  termios settings{};
  return ::tcgetattr(master, &settings) == 0 && (settings.c_lflag & (ICANON | ECHO)) != 0;
}

bool hung_up(int master) {
  pollfd state{master, 0, 0};
  return ::poll(&state, 1, 0) == 1 && (state.revents & POLLHUP) != 0;
}

struct Master {
  FileDescriptor descriptor;
  std::string device;
};

boost::system::result<Master, std::string> open_master(unsigned rate) {
  Master master{FileDescriptor(::posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)), {}};
  const int number = master.descriptor.get();
  if (!master.descriptor || ::unlockpt(number) != 0) return system_error("cannot open a pseudo-terminal");
  std::array<char, 64> name{};
  if (::ptsname_r(number, name.data(), name.size()) != 0) return system_error("cannot name the pseudo-terminal");
  master.device = name.data();
  if (!make_pty_raw(number, rate)) return system_error("cannot make " + master.device + " raw");
  // Only a slave that was opened and closed once makes the master report that nobody is there.
  if (!open_slave(number)) return system_error("cannot open " + master.device);
  return master;
}

}  // namespace

// Two states. Absent: nobody has the device open, nothing is read, output is lost. Present: the master is read until it
// reports a hang-up (EIO), which is the one sure sign that the last host is gone. From absent to present leads a notice
// of an opener.
class PtyEnd::Terminal : public std::enable_shared_from_this<Terminal> {
 public:
  Terminal(asio::io_context& context, Log& log, Master master, PtyLink link, const std::string& link_name,
           Openers openers, unsigned rate)
      : device_(std::move(master.device)),
        first_rate_(rate),
        description_("pty " + (link_name.empty() ? device_ : link_name)),
        master_(context, master.descriptor.release()),
        openers_ready_(context),
        queue_(log, description_, serial_queue_bytes),
        link_(std::move(link)) {
    if (openers == Openers::watched) openers_ = PtyOpeners(device_);
    if (openers_.available()) {
      openers_ready_.assign(openers_.descriptor());
    } else {
      // Without notices of openers, a slave of our own keeps the master from ever hanging up.
      own_slave_ = open_slave(master_.native_handle());
      log.warning(description_ + ": no inotify, so output is kept for a host that may come");
    }
  }

  ~Terminal() { stop(); }

  void start(Receive receive) {
    receive_ = std::move(receive);
    if (openers_.available()) {
      wait_for_openers();
      notice_openers();
    }
    if (!present_) become_present();
  }

  // Closes everything and takes the link away; what is still awaited comes to nothing.
  void stop() {
    stopped_ = true;
    link_.reset();
    if (openers_ready_.is_open()) openers_ready_.release();
    boost::system::error_code ignored;
    master_.close(ignored);
  }

  void transmit(std::string_view bytes) {
    if (!present_ || stopped_) return;
    if (queue_.empty()) bytes.remove_prefix(write_some(bytes));
    if (bytes.empty() || !present_) return;
    queue_.push(bytes);
    wait_to_write();
  }

  const std::string& description() const { return description_; }
  const std::string& device() const { return device_; }
  unsigned rate() { return rate_of(master_.native_handle()).value_or(first_rate_); }
  bool present() const { return present_; }

  void pause_reading(bool paused) {
    paused_ = paused;
    if (present_ && !stopped_) wait_to_read();
  }

 private:
  void wait_for_openers() {
    openers_ready_.async_wait(Descriptor::wait_read, [self = shared_from_this()](boost::system::error_code error) {
      if (error || self->stopped_) return;
      self->notice_openers();
      self->wait_for_openers();
    });
  }

  void notice_openers() {
    const PtyOpeners::Changes changes = openers_.take();
    if (changes.session_changed) forget_output();
    if (changes.opened && !present_) become_present();
  }

  // Right or wrong: if nobody is there, the first read says so.
  void become_present() {
    present_ = true;
    wait_to_read();
  }

  void become_absent() {
    present_ = false;
    // A host that was the leader of a session hangs the terminal up as it ends, which puts the settings back to those
    // of a fresh one; with echo on, the module would talk to itself.
    if (is_cooked(master_.native_handle())) make_pty_raw(master_.native_handle(), first_rate_);
    openers_.set_present(false);
    forget_output();
    if (!openers_.available()) own_slave_ = open_slave(master_.native_handle());
    if (!hung_up(master_.native_handle())) {
      openers_.set_present(true);
      become_present();
    }
  }

  void wait_to_read() {
    if (paused_ || waiting_to_read_) return;
    waiting_to_read_ = true;
    master_.async_wait(Descriptor::wait_read, [self = shared_from_this()](boost::system::error_code error) {
      self->waiting_to_read_ = false;
      if (!error && !self->stopped_) self->read();
    });
  }

  void read() {
    // An opener is always seen before the first of its bytes.
    notice_openers();
    std::array<char, 4096> bytes;
    const ssize_t size = ::read(master_.native_handle(), bytes.data(), bytes.size());
    if (size < 0 && errno == EIO) return become_absent();
    if (size > 0) receive_(std::string_view(bytes.data(), static_cast<std::size_t>(size)));
    if (!stopped_) wait_to_read();
  }

  // Returns how much of it is done with: taken by the system, or lost because the host has gone.
  std::size_t write_some(std::string_view bytes) {
    const ssize_t size = ::write(master_.native_handle(), bytes.data(), bytes.size());
    if (size < 0) return errno == EAGAIN || errno == EINTR ? 0 : bytes.size();
    unread_ = true;
    return static_cast<std::size_t>(size);
  }

  void wait_to_write() {
    if (waiting_to_write_) return;
    waiting_to_write_ = true;
    master_.async_wait(Descriptor::wait_write, [self = shared_from_this()](boost::system::error_code error) {
      self->waiting_to_write_ = false;
      if (error || self->stopped_) return;
      const std::string_view front = self->queue_.front();
      if (!front.empty()) self->queue_.pop(self->write_some(front));
      if (!self->queue_.empty()) self->wait_to_write();
    });
  }

  // What one host left unread is not for the next.
  void forget_output() {
    queue_.clear();
    if (!std::exchange(unread_, false)) return;
    openers_.look_away();
    if (const FileDescriptor slave = open_slave(master_.native_handle())) {
      ::tcflush(master_.native_handle(), TCOFLUSH);
      ::tcflush(slave.get(), TCIFLUSH);
    }
    openers_.look_again();
  }

  const std::string device_;
  const unsigned first_rate_;
  const std::string description_;
  Descriptor master_;
  PtyOpeners openers_;
  Descriptor openers_ready_;
  FileDescriptor own_slave_;
  OutputQueue queue_;
  std::optional<PtyLink> link_;
  Receive receive_;
  bool present_ = false;
  bool paused_ = false;
  bool waiting_to_read_ = false;
  bool unread_ = false;
  bool waiting_to_write_ = false;
  bool stopped_ = false;
};

namespace {

boost::system::result<std::shared_ptr<PtyEnd::Terminal>, std::string> open_terminal(asio::io_context& context, Log& log,
                                                                                    const std::string& link,
                                                                                    PtyEnd::Openers openers,
                                                                                    unsigned rate) {
  auto master = open_master(rate);
  if (!master) return master.error();
  auto published =
      link.empty() ? boost::system::result<PtyLink, std::string>(PtyLink()) : PtyLink::publish(link, master->device);
  if (!published) return published.error();
  try {
    return std::make_shared<PtyEnd::Terminal>(context, log, std::move(*master), std::move(*published), link, openers,
                                              rate);
  } catch (const boost::system::system_error& error) {
    return std::string("cannot watch the pseudo-terminal: ") + error.what();
  }
}

}  // namespace

boost::system::result<std::unique_ptr<PtyEnd>, std::string> PtyEnd::open(asio::io_context& context, Log& log,
                                                                         const std::string& link, Openers openers,
                                                                         unsigned rate) {
  const Replace make = [&context, &log, link, openers, rate] {
    return open_terminal(context, log, link, openers, rate);
  };
  auto terminal = make();
  if (!terminal) return terminal.error();
  return std::make_unique<PtyEnd>(log, std::move(*terminal), make);
}

PtyEnd::PtyEnd(Log& log, std::shared_ptr<Terminal> terminal, Replace replace)
    : log_(log), terminal_(std::move(terminal)), replace_(std::move(replace)) {}
PtyEnd::~PtyEnd() { terminal_->stop(); }

void PtyEnd::start(Receive receive) {
  receive_ = std::move(receive);
  terminal_->start(receive_);
}

void PtyEnd::hang_up() {
  // The link is given up before it is made again, and with it its lock.
  terminal_->stop();
  auto next = replace_();
  if (!next) return log_.error(terminal_->description() + " is gone for good: " + next.error());
  terminal_ = std::move(*next);
  terminal_->pause_reading(paused_);
  if (receive_) terminal_->start(receive_);
}

void PtyEnd::transmit(std::string_view bytes) { terminal_->transmit(bytes); }
void PtyEnd::pause_reading(bool paused) {
  paused_ = paused;
  terminal_->pause_reading(paused);
}
std::optional<unsigned> PtyEnd::host_rate() {
  if (!terminal_->present()) return std::nullopt;
  // 0 hangs up and is no rate.
  const unsigned rate = terminal_->rate();
  return rate == 0 ? std::nullopt : std::optional(rate);
}
std::string PtyEnd::description() const { return terminal_->description(); }
std::string PtyEnd::device() const { return terminal_->device(); }
unsigned PtyEnd::rate() const { return terminal_->rate(); }

}  // namespace air780
