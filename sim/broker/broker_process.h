// A child process whose output is read line by line and whose end is noticed; it dies with the thread that started it.
// Owned by the broker's supervisor; must be destroyed before the io_context. Used only from the thread that runs the
// io_context.
#pragma once

#include <sys/types.h>

#include <boost/system/result.hpp>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace boost::asio {
class io_context;
}

namespace air780 {

class BrokerProcess {
 public:
  // One line of what it wrote to stdout or stderr, without the line end.
  using Line = std::function<void(std::string_view)>;
  // How it ended, for a person: "exit code 3", "killed by signal 9". The process may be destroyed from inside.
  using Ended = std::function<void(const std::string&)>;

  // command[0] is the path of the program. It gets no descriptor of ours but its output, and a process group of its
  // own, so that a Ctrl-C meant for us does not reach it.
  static boost::system::result<std::unique_ptr<BrokerProcess>, std::string> start(
      boost::asio::io_context& context, const std::vector<std::string>& command, Line line, Ended ended);
  // SIGTERM, half a second of patience, SIGKILL; returns when it is gone. Neither callback comes any more.
  ~BrokerProcess();
  BrokerProcess(const BrokerProcess&) = delete;
  BrokerProcess& operator=(const BrokerProcess&) = delete;

  pid_t id() const;

  class Watch;
  // For start() only.
  explicit BrokerProcess(std::shared_ptr<Watch> watch);

 private:
  std::shared_ptr<Watch> watch_;
};

}  // namespace air780
