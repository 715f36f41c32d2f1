// The system's resolver without waiting for it: one thread per question, up to a bound, answers on the io_context.
// Owned by the network; must be destroyed before the io_context. Used only from the thread that runs the io_context.
#pragma once

#include <boost/asio/ip/address.hpp>
#include <deque>
#include <functional>
#include <list>
#include <memory>
#include <string>
#include <vector>

#include "protocol/ports/network.h"
#include "sim/network/endpoint.h"

namespace boost::asio {
class io_context;
}

namespace air780 {

// What the system said: addresses, IPv4 first, or else why there are none.
struct SystemAnswer {
  std::vector<boost::asio::ip::address> addresses;
  std::string error;
};

class SystemResolver : public std::enable_shared_from_this<SystemResolver> {
 public:
  using Done = std::function<void(SystemAnswer)>;
  // Waits for the answer, on a thread that may be cancelled at any cancellation point. Without `servers` it is for the
  // system to say whom to ask.
  using Ask = SystemAnswer (*)(const std::string& host, const std::vector<Endpoint>& servers);

  // What asks unless a test has something else.
  static SystemAnswer ask_system(const std::string& host, const std::vector<Endpoint>& servers);

  explicit SystemResolver(boost::asio::io_context& context, Ask ask = &ask_system);
  // Does not wait for answers: threads still asking are cancelled.
  ~SystemResolver();
  SystemResolver(const SystemResolver&) = delete;
  SystemResolver& operator=(const SystemResolver&) = delete;

  // Whom questions from now on are put to, by UDP; each host is a dotted IPv4 address.
  void set_name_servers(std::vector<Endpoint> servers) { servers_ = std::move(servers); }

  // `done` is called once, later, unless the lookup is destroyed before. An address is its own answer, without asking.
  std::unique_ptr<Lookup> look_up(const std::string& host, Done done);

 private:
  class Question;
  class Pending;

  void begin_waiting();
  void begin(const std::shared_ptr<Question>& question);
  void finish(const std::shared_ptr<Question>& question);

  boost::asio::io_context& context_;
  const Ask ask_;
  std::vector<Endpoint> servers_;
  std::list<std::shared_ptr<Question>> asking_;
  std::deque<std::shared_ptr<Question>> waiting_;
};

}  // namespace air780
