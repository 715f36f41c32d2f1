#include "sim/serial/tty_end.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cerrno>
#include <cstring>
#include <optional>

#include "sim/file_descriptor.h"
#include "sim/serial/output_queue.h"
#include "sim/serial/raw_terminal.h"
#include "sim/serial/retry_pause.h"

namespace air780 {
namespace {

namespace asio = boost::asio;
using Descriptor = asio::posix::stream_descriptor;

boost::system::result<FileDescriptor, std::string> open_raw(const std::string& path, unsigned rate) {
  FileDescriptor device(::open(path.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC));
  if (!device) return path + ": " + std::strerror(errno);
  if (const auto error = make_raw(device.get(), rate)) return path + ": " + *error;
  return device;
}

bool is_pseudo_terminal(int device) {
  struct stat status {};
  // The kernel's list of devices gives these majors to the slaves of Unix98 PTYs.
  return ::fstat(device, &status) == 0 && major(status.st_rdev) >= 136 && major(status.st_rdev) <= 143;
}

// When the link at `path` was made; nothing if there is no link.
std::optional<timespec> link_made(const std::string& path) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0 || !S_ISLNK(status.st_mode)) return std::nullopt;
  return status.st_ctim;
}

bool same(const std::optional<timespec>& one, const std::optional<timespec>& other) {
  if (!one || !other) return !one && !other;
  return one->tv_sec == other->tv_sec && one->tv_nsec == other->tv_nsec;
}

}  // namespace

// open -> gone (it reported its end or an error) -> open …, or gone for good.
class TtyEnd::Device : public std::enable_shared_from_this<Device> {
 public:
  Device(asio::io_context& context, Log& log, FileDescriptor device, const std::string& path, unsigned rate)
      : log_(log),
        path_(path),
        description_("tty " + path),
        rate_(rate),
        is_pty_(is_pseudo_terminal(device.get())),
        link_made_(link_made(path)),
        device_(context, device.release()),
        timer_(context),
        drain_(context),
        queue_(log, description_, serial_queue_bytes) {}

  void start(Receive receive) {
    receive_ = std::move(receive);
    wait_to_read();
  }

  void stop() {
    stopped_ = true;
    timer_.cancel();
    drain_.cancel();
    close();
  }

  void transmit(std::string_view bytes) {
    if (!device_.is_open()) return;
    if (queue_.empty()) bytes.remove_prefix(write_some(bytes));
    if (bytes.empty() || !device_.is_open()) return;
    queue_.push(bytes);
    wait_to_write();
  }

  void pause_reading(bool paused) {
    paused_ = paused;
    if (device_.is_open()) wait_to_read();
  }

  void follow(const SerialPortSettings& settings) {
    const unsigned rate = settings.rate == 0 ? rate_ : static_cast<unsigned>(settings.rate);
    const bool hardware_flow = settings.flow_to_host == flow_by_lines || settings.flow_from_host == flow_by_lines;
    if (rate == rate_ && hardware_flow == hardware_flow_) return;
    rate_ = rate;
    hardware_flow_ = hardware_flow;
    if (device_.is_open()) set_up_when_drained();
  }

  const std::string& description() const { return description_; }

 private:
  // What was said before leaves at the old rate.
  void set_up_when_drained() {
    int waiting = 0;
    const bool drained = queue_.empty() && (::ioctl(device_.native_handle(), TIOCOUTQ, &waiting) != 0 || waiting == 0);
    if (drained) return set_up();
    drain_.expires_after(std::chrono::milliseconds(5));
    drain_.async_wait([self = shared_from_this()](boost::system::error_code error) {
      if (!error && self->device_.is_open()) self->set_up_when_drained();
    });
  }

  void set_up() {
    if (set_rate(device_.native_handle(), rate_) && set_hardware_flow(device_.native_handle(), hardware_flow_)) return;
    log_.warning(description_ + ": cannot be set to " + std::to_string(rate_) + " bit/s" +
                 (hardware_flow_ ? " with RTS/CTS" : ""));
  }

  void wait_to_read() {
    if (paused_ || waiting_to_read_) return;
    waiting_to_read_ = true;
    device_.async_wait(Descriptor::wait_read, [self = shared_from_this()](boost::system::error_code error) {
      self->waiting_to_read_ = false;
      if (!error && self->device_.is_open()) self->read();
    });
  }

  void read() {
    std::array<char, 4096> bytes;
    const ssize_t size = ::read(device_.native_handle(), bytes.data(), bytes.size());
    const int reason = errno;
    if (size > 0) receive_(std::string_view(bytes.data(), static_cast<std::size_t>(size)));
    if (size == 0) return lose("its other end was closed");
    if (size < 0 && reason != EAGAIN && reason != EINTR) return lose(std::strerror(reason));
    if (device_.is_open()) wait_to_read();
  }

  // Returns how much the system took.
  std::size_t write_some(std::string_view bytes) {
    const ssize_t size = ::write(device_.native_handle(), bytes.data(), bytes.size());
    // That the device is gone the next reading tells.
    return size < 0 ? 0 : static_cast<std::size_t>(size);
  }

  void wait_to_write() {
    if (waiting_to_write_) return;
    waiting_to_write_ = true;
    device_.async_wait(Descriptor::wait_write, [self = shared_from_this()](boost::system::error_code error) {
      self->waiting_to_write_ = false;
      if (error || !self->device_.is_open()) return;
      self->queue_.pop(self->write_some(self->queue_.front()));
      if (!self->queue_.empty()) self->wait_to_write();
    });
  }

  void lose(const std::string& reason) {
    close();
    if (is_pty_ && !link_made_) return log_.error(description_ + " is gone for good: " + reason);
    log_.warning(description_ + " is gone: " + reason + "; waiting for it to come back");
    open_later();
  }

  void close() {
    queue_.clear();
    boost::system::error_code ignored;
    device_.close(ignored);
  }

  void open_later() {
    timer_.expires_after(pause_.next());
    timer_.async_wait([self = shared_from_this()](boost::system::error_code error) {
      if (!error && !self->stopped_) self->open_again();
    });
  }

  void open_again() {
    const auto made = link_made(path_);
    if (is_pty_ && (!made || same(made, link_made_))) return open_later();
    auto device = open_raw(path_, rate_);
    if (!device) return open_later();
    is_pty_ = is_pseudo_terminal(device->get());
    link_made_ = made;
    device_.assign(device->release());
    pause_.reset();
    set_up();
    log_.info(description_ + " is back");
    wait_to_read();
  }

  Log& log_;
  const std::string path_;
  const std::string description_;
  unsigned rate_;
  bool hardware_flow_ = false;
  bool is_pty_;
  std::optional<timespec> link_made_;
  Descriptor device_;
  asio::steady_timer timer_;
  asio::steady_timer drain_;
  OutputQueue queue_;
  RetryPause pause_;
  Receive receive_;
  bool paused_ = false;
  bool waiting_to_read_ = false;
  bool waiting_to_write_ = false;
  bool stopped_ = false;
};

boost::system::result<std::unique_ptr<TtyEnd>, std::string> TtyEnd::open(asio::io_context& context, Log& log,
                                                                         const std::string& path, unsigned rate) {
  auto device = open_raw(path, rate);
  if (!device) return "cannot open the serial device " + device.error();
  try {
    return std::make_unique<TtyEnd>(std::make_shared<Device>(context, log, std::move(*device), path, rate));
  } catch (const boost::system::system_error& error) {
    return "cannot watch the serial device " + path + ": " + error.code().message();
  }
}

TtyEnd::TtyEnd(std::shared_ptr<Device> device) : device_(std::move(device)) {}
TtyEnd::~TtyEnd() { device_->stop(); }

void TtyEnd::start(Receive receive) { device_->start(std::move(receive)); }
void TtyEnd::transmit(std::string_view bytes) { device_->transmit(bytes); }
void TtyEnd::pause_reading(bool paused) { device_->pause_reading(paused); }
void TtyEnd::follow(const SerialPortSettings& settings) { device_->follow(settings); }
std::string TtyEnd::description() const { return device_->description(); }

}  // namespace air780
