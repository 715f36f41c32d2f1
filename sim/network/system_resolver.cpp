#include "sim/network/system_resolver.h"

#include <netdb.h>
#include <pthread.h>

#include <algorithm>
#include <array>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <cerrno>
#include <cstring>
#include <optional>
#include <system_error>
#include <thread>

#include "sim/network/name_server_query.h"

namespace air780 {
namespace {

namespace asio = boost::asio;

// A name server that is down holds a thread for tens of seconds; one more question then waits instead of adding to
// them.
constexpr std::size_t most_threads = 16;

using WorkGuard = asio::executor_work_guard<asio::io_context::executor_type>;

asio::ip::address address_of(const addrinfo& entry) {
  asio::ip::tcp::endpoint endpoint;
  endpoint.resize(entry.ai_addrlen);
  std::memcpy(endpoint.data(), entry.ai_addr, entry.ai_addrlen);
  return endpoint.address();
}

std::vector<asio::ip::address> literal(const std::string& host) {
  boost::system::error_code error;
  const auto address = asio::ip::make_address(host, error);
  return error ? std::vector<asio::ip::address>() : std::vector{address};
}

}  // namespace

// Shared by the lookup (which may drop it), the resolver, and the thread until that has answered.
class SystemResolver::Question {
 public:
  Question(std::string name, std::vector<Endpoint> asked, Done then)
      : host(std::move(name)), servers(std::move(asked)), done(std::move(then)) {}

  void deliver() {
    // The callback may destroy the lookup, and with it `done`.
    if (const Done run = std::exchange(done, nullptr)) run(std::move(answer));
  }

  const std::string host;
  const std::vector<Endpoint> servers;
  Done done;
  SystemAnswer answer;
  std::thread thread;
  std::optional<WorkGuard> work;
};

class SystemResolver::Pending : public Lookup {
 public:
  explicit Pending(std::shared_ptr<Question> question) : question_(std::move(question)) {}
  ~Pending() override { question_->done = nullptr; }

 private:
  std::shared_ptr<Question> question_;
};

SystemAnswer SystemResolver::ask_system(const std::string& host, const std::vector<Endpoint>& servers) {
  if (!servers.empty()) return ask_name_servers(host, servers);
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const int status = ::getaddrinfo(host.c_str(), nullptr, &hints, &found);
  SystemAnswer answer;
  if (status != 0) {
    answer.error = status == EAI_SYSTEM ? std::strerror(errno) : ::gai_strerror(status);
    return answer;
  }
  for (const addrinfo* entry = found; entry != nullptr; entry = entry->ai_next) {
    answer.addresses.push_back(address_of(*entry));
  }
  ::freeaddrinfo(found);
  std::ranges::stable_partition(answer.addresses, &asio::ip::address::is_v4);
  return answer;
}

SystemResolver::SystemResolver(asio::io_context& context, Ask ask) : context_(context), ask_(ask) {}

SystemResolver::~SystemResolver() {
  for (const auto& question : asking_) ::pthread_cancel(question->thread.native_handle());
  for (const auto& question : asking_) question->thread.join();
}

std::unique_ptr<Lookup> SystemResolver::look_up(const std::string& host, Done done) {
  auto question = std::make_shared<Question>(host, servers_, std::move(done));
  question->answer.addresses = literal(host);
  if (host.empty()) question->answer.error = "the name is empty";
  if (host.empty() || !question->answer.addresses.empty()) {
    asio::post(context_, [question] { question->deliver(); });
  } else {
    waiting_.push_back(question);
    begin_waiting();
  }
  return std::make_unique<Pending>(std::move(question));
}

void SystemResolver::begin_waiting() {
  while (!waiting_.empty() && asking_.size() < most_threads) {
    const auto question = std::move(waiting_.front());
    waiting_.pop_front();
    if (question->done) begin(question);
  }
}

void SystemResolver::begin(const std::shared_ptr<Question>& question) {
  auto work = [question, ask = ask_, &context = context_, resolver = weak_from_this()] {
    int previous = 0;
    // Only while it asks may it be cancelled; handing the answer over must not be cut in two.
    question->answer = ask(question->host, question->servers);
    ::pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &previous);
    asio::post(context, [question, resolver] {
      if (const auto alive = resolver.lock()) alive->finish(question);
    });
  };
  try {
    question->work.emplace(context_.get_executor());
    question->thread = std::thread(std::move(work));
    asking_.push_back(question);
  } catch (const std::system_error& error) {
    question->answer.error = error.what();
    asio::post(context_, [question] { question->deliver(); });
  }
}

void SystemResolver::finish(const std::shared_ptr<Question>& question) {
  question->thread.join();
  question->work.reset();
  asking_.remove(question);
  begin_waiting();
  question->deliver();
}

}  // namespace air780
