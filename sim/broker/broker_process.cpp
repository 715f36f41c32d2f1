#include "sim/broker/broker_process.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <thread>

#include "sim/file_descriptor.h"

namespace air780 {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using namespace std::chrono_literals;

constexpr auto patience = 500ms;
constexpr std::size_t longest_line = 4096;

std::string describe(int status) {
  if (WIFSIGNALED(status)) return "killed by signal " + std::to_string(WTERMSIG(status));
  return "exit code " + std::to_string(WEXITSTATUS(status));
}

// Runs in the child between fork and exec, where other threads may have held any lock: system calls only.
[[noreturn]] void become(char* const* arguments, pid_t parent, int input, int output) {
  ::setpgid(0, 0);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(127);
  ::dup2(input, STDIN_FILENO);
  ::dup2(output, STDOUT_FILENO);
  ::dup2(output, STDERR_FILENO);
  // A socket of ours that it held open would keep our hosts from seeing us end.
  ::syscall(SYS_close_range, 3U, ~0U, 0U);
  // Our handlers would speak to our own signal pipe, which the child still shares.
  for (int signal = 1; signal < NSIG; ++signal) ::signal(signal, SIG_DFL);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::execv(arguments[0], arguments);
  static constexpr std::string_view text = "Error: the program cannot be run\n";
  if (::write(STDERR_FILENO, text.data(), text.size()) < 0) ::_exit(126);
  ::_exit(127);
}

}  // namespace

class BrokerProcess::Watch : public std::enable_shared_from_this<Watch> {
 public:
  Watch(asio::io_context& context, pid_t id, FileDescriptor output, Line line, Ended ended)
      : id_(id),
        output_(context, output.release()),
        reap_later_(context),
        line_(std::move(line)),
        ended_(std::move(ended)) {}

  void start() { read(); }
  pid_t id() const { return id_; }

  void stop() {
    ended_ = nullptr;
    line_ = nullptr;
    error_code ignored;
    output_.close(ignored);
    reap_later_.cancel();
    if (id_ == 0) return;
    ::kill(id_, SIGTERM);
    const auto deadline = std::chrono::steady_clock::now() + patience;
    int status = 0;
    while (::waitpid(id_, &status, WNOHANG) == 0) {
      if (std::chrono::steady_clock::now() >= deadline) {
        ::kill(id_, SIGKILL);
        ::waitpid(id_, &status, 0);
        break;
      }
      std::this_thread::sleep_for(1ms);
    }
    id_ = 0;
  }

 private:
  // The end of its output is how its end is noticed: that needs no handler of SIGCHLD, which belongs to the program.
  void read() {
    output_.async_read_some(asio::buffer(bytes_),
                            [self = shared_from_this()](const error_code& error, std::size_t size) {
                              if (!self->ended_) return;
                              if (error) return self->reap();
                              self->take(std::string_view(self->bytes_.data(), size));
                              if (self->ended_) self->read();
                            });
  }

  void take(std::string_view bytes) {
    pending_.append(bytes);
    std::size_t begin = 0;
    for (std::size_t end = pending_.find('\n'); end != std::string::npos; end = pending_.find('\n', begin)) {
      if (!line_) return;
      line_(std::string_view(pending_).substr(begin, end - begin));
      begin = end + 1;
    }
    pending_.erase(0, begin);
    if (pending_.size() > longest_line) pending_.clear();
  }

  // The descriptors of a dying process close a little before it can be waited for.
  void reap() {
    int status = 0;
    const pid_t result = ::waitpid(id_, &status, WNOHANG);
    if (result == 0) {
      reap_later_.expires_after(2ms);
      reap_later_.async_wait([self = shared_from_this()](const error_code& error) {
        if (!error && self->ended_) self->reap();
      });
      return;
    }
    id_ = 0;
    const Ended ended = std::exchange(ended_, nullptr);
    ended(result > 0 ? describe(status) : "somebody else waited for it");
  }

  pid_t id_;
  asio::posix::stream_descriptor output_;
  asio::steady_timer reap_later_;
  Line line_;
  Ended ended_;
  std::array<char, 1024> bytes_{};
  std::string pending_;
};

boost::system::result<std::unique_ptr<BrokerProcess>, std::string> BrokerProcess::start(
    asio::io_context& context, const std::vector<std::string>& command, Line line, Ended ended) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return "cannot start " + command[0] + ": " + std::strerror(errno);
  FileDescriptor output(ends[0]);
  const FileDescriptor child_output(ends[1]);
  const FileDescriptor child_input(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  std::vector<char*> arguments;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const pid_t parent = ::getpid();
  // A signal that comes before the child is itself waits until then.
  sigset_t every;
  sigset_t before;
  ::sigfillset(&every);
  ::pthread_sigmask(SIG_SETMASK, &every, &before);
  const pid_t id = ::fork();
  if (id == 0) become(arguments.data(), parent, child_input.get(), child_output.get());
  const int error = errno;
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  if (id < 0) return "cannot start " + command[0] + ": " + std::strerror(error);
  const auto watch = std::make_shared<Watch>(context, id, std::move(output), std::move(line), std::move(ended));
  watch->start();
  return std::make_unique<BrokerProcess>(watch);
}

BrokerProcess::BrokerProcess(std::shared_ptr<Watch> watch) : watch_(std::move(watch)) {}
BrokerProcess::~BrokerProcess() { watch_->stop(); }
pid_t BrokerProcess::id() const { return watch_->id(); }

}  // namespace air780
