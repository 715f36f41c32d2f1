#include "sim/asio_scheduler.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <map>
#include <optional>
#include <unordered_map>

namespace air780 {

// Everything asked for, by instant and then by order; one timer of the system stands for the first of them. Cancelling
// leaves that timer alone: one idle wake-up now and then costs less than setting it anew for every command.
class AsioScheduler::Queue : public std::enable_shared_from_this<Queue> {
 public:
  explicit Queue(boost::asio::io_context& context) : context_(context), timer_(context) {}

  Duration now() const { return std::chrono::steady_clock::now() - begin_; }

  TimerId add(Duration delay, std::function<void()> action) {
    const Duration due = now() + std::max(delay, Duration::zero());
    const TimerId id = ++last_id_;
    due_of_.emplace(id, due);
    actions_.emplace(Key{due, id}, std::move(action));
    if (delay <= Duration::zero()) {
      wake_soon();
    } else {
      wake_at(due);
    }
    return id;
  }

  void remove(TimerId id) {
    const auto found = due_of_.find(id);
    if (found == due_of_.end()) return;
    actions_.erase(Key{found->second, id});
    due_of_.erase(found);
  }

  void stop() {
    actions_.clear();
    due_of_.clear();
    timer_.cancel();
  }

 private:
  using Key = std::pair<Duration, TimerId>;

  void wake_soon() {
    if (running_ || posted_) return;
    posted_ = true;
    boost::asio::post(context_, [self = weak_from_this()] {
      const auto queue = self.lock();
      if (!queue) return;
      queue->posted_ = false;
      queue->run_due();
    });
  }

  void wake_at(Duration due) {
    if (running_ || (armed_ && *armed_ <= due)) return;
    armed_ = due;
    timer_.expires_at(begin_ + due);
    timer_.async_wait([self = weak_from_this()](const boost::system::error_code& error) {
      const auto queue = self.lock();
      if (error || !queue) return;
      queue->armed_.reset();
      queue->run_due();
    });
  }

  // Runs what was due when it began; what the actions add waits for the next turn, so that sockets get theirs.
  void run_due() {
    const auto self = shared_from_this();
    const Key end{now(), last_id_};
    running_ = true;
    while (!actions_.empty() && actions_.begin()->first <= end) {
      const auto first = actions_.extract(actions_.begin());
      due_of_.erase(first.key().second);
      first.mapped()();
    }
    running_ = false;
    if (actions_.empty()) return;
    const Duration next = actions_.begin()->first.first;
    if (next <= now()) {
      wake_soon();
    } else {
      wake_at(next);
    }
  }

  boost::asio::io_context& context_;
  boost::asio::steady_timer timer_;
  const std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  std::map<Key, std::function<void()>> actions_;
  std::unordered_map<TimerId, Duration> due_of_;
  TimerId last_id_ = 0;
  std::optional<Duration> armed_;
  bool posted_ = false;
  bool running_ = false;
};

AsioScheduler::AsioScheduler(boost::asio::io_context& context) : queue_(std::make_shared<Queue>(context)) {}
AsioScheduler::~AsioScheduler() { queue_->stop(); }

Duration AsioScheduler::now() const { return queue_->now(); }

UtcTime AsioScheduler::utc() const {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

Scheduler::TimerId AsioScheduler::call_after(Duration delay, std::function<void()> action) {
  return queue_->add(delay, std::move(action));
}

void AsioScheduler::cancel(TimerId id) { queue_->remove(id); }

}  // namespace air780
