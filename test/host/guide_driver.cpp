#include <algorithm>
#include <string>
#include <vector>

#include "test/host/host_driver.h"

namespace air780::host {
namespace {

using namespace std::chrono_literals;

constexpr Duration answer_patience = 5s;
constexpr Duration network_patience = 35s;
constexpr Duration acknowledge_patience = 20s;
constexpr Duration between_messages = 10s;
constexpr Duration longest_pause = 15s;

class GuideDriver final : public HostDriver {
 public:
  GuideDriver(Scheduler& scheduler, Send send, const Habits& habits)
      : at_(scheduler, std::move(send)), pause_(scheduler), habits_(habits) {
    at_.on_line = [this](std::string_view line) { hear(line); };
  }

  void start() override { probe(); }
  void receive(std::string_view bytes) override { at_.receive(bytes); }

 private:
  struct Step {
    std::string command;
    std::string awaited;  // behind its OK
    bool may_fail = false;
  };

  // Somebody is there and answers; what the module knows may be gone.
  void probe() {
    online_ = false;
    at_.command("AT", 1s, [this](Outcome outcome) {
      if (outcome != Outcome::done) return after(1s, [this] { probe(); });
      at_.command("ATE0", answer_patience, [this](Outcome) { look_at_session(); });
    });
  }

  // A session that outlived a silence is kept.
  void look_at_session() {
    session_is_up_ = false;
    at_.command("AT+MQTTSTATU", answer_patience, [this](Outcome outcome) {
      if (outcome == Outcome::silent) return probe();
      session_is_up_&& subscribed_ ? go_on() : connect();
    });
  }

  void connect() {
    online_ = false;
    lost_ = false;
    steps_.clear();
    if (habits_.caches_messages) steps_.push_back({"AT+MQTTMSGSET=1", ""});
    steps_.push_back({"AT+MIPCLOSE", "", true});
    if (habits_.over_tls) {
      steps_.push_back({"AT+SSLCFG=\"seclevel\",88,0", ""});
      steps_.push_back({"AT+MCONFIG=\"guide\",\"user\",\"password\"", ""});
      steps_.push_back({"AT+SSLMIPSTART=\"broker.example\",8883", "CONNECT OK"});
    } else {
      steps_.push_back({"AT+MCONFIG=\"guide\",\"user\",\"password\"", ""});
      steps_.push_back({"AT+MIPSTART=\"broker.example\",1883", "CONNECT OK"});
    }
    steps_.push_back({"AT+MCONNECT=1,60", "CONNACK OK"});
    steps_.push_back({"AT+MSUB=\"" + std::string(topic) + "\",1", "SUBACK"});
    subscribed_ = false;
    take_step(0);
  }

  void take_step(std::size_t number) {
    if (lost_) return try_again();
    if (number == steps_.size()) {
      subscribed_ = true;
      failures_ = 0;
      return go_on();
    }
    at_.command(steps_[number].command, answer_patience, [this, number](Outcome outcome) {
      const Step& step = steps_[number];
      if (outcome == Outcome::silent) return probe();
      if (outcome == Outcome::failed && !step.may_fail) return try_again();
      if (step.awaited.empty()) return take_step(number + 1);
      at_.await(step.awaited, network_patience,
                [this, number](Outcome come) { come == Outcome::done ? take_step(number + 1) : try_again(); });
    });
  }

  void try_again() {
    online_ = false;
    const Duration pause = std::min<Duration>(longest_pause, 1s * (1 << std::min(failures_, 4)));
    ++failures_;
    at_.drop();
    after(pause, [this] { connect(); });
  }

  void go_on() {
    online_ = true;
    publish();
  }

  // The same message until its PUBACK has come; every other one goes behind a prompt.
  void publish() {
    const std::string payload = "message " + std::to_string(acknowledged_);
    const std::string arguments = "\"" + std::string(topic) + "\",1,0,";
    const auto answered = [this](Outcome outcome) {
      if (outcome == Outcome::silent) return probe();
      if (outcome == Outcome::failed || lost_) return try_again();
      at_.await("PUBACK", acknowledge_patience, [this](Outcome come) {
        if (come != Outcome::done) return try_again();
        ++acknowledged_;
        rest();
      });
    };
    if (acknowledged_ % 2 == 0) {
      at_.command("AT+MPUBEX=" + arguments + std::to_string(payload.size()), answer_patience, answered, payload);
    } else {
      at_.command("AT+MPUB=" + arguments + "\"" + payload + "\"", answer_patience, answered);
    }
  }

  void rest() {
    if (lost_) return try_again();
    if (unread_) return read_messages();
    after(between_messages, [this] { publish(); });
  }

  void read_messages() {
    unread_ = false;
    pause_.stop();
    at_.command("AT+MQTTMSGGET", answer_patience, [this](Outcome outcome) {
      if (outcome == Outcome::silent) return probe();
      rest();
    });
  }

  void hear(std::string_view line) {
    if (line == "+MQTTSTATU :1") session_is_up_ = true;
    if (line == "RDY") return begin_anew();
    if (habits_.caches_messages && line.starts_with("+MSUB: ") && !line.starts_with("+MSUB: \"")) {
      unread_ = true;
      // While a PUBACK is awaited the line is free for another command; the message is then sent again or known.
      if (online_ && !at_.busy()) read_messages();
      return;
    }
    const bool lost = line == "CLOSED" || line.starts_with("+CGEV: NW ") || line == "+PDP: DEACT";
    if (!lost) return;
    lost_ = true;
    // A command under way still has its result to come; what was awaited will not come any more.
    if (at_.awaiting() || (online_ && !at_.busy())) try_again();
  }

  void begin_anew() {
    at_.drop();
    subscribed_ = false;
    unread_ = false;
    after(1s, [this] { probe(); });
  }

  void after(Duration time, std::function<void()> action) { pause_.start(time, std::move(action)); }

  AtExchange at_;
  Timer pause_;
  const Habits habits_;
  std::vector<Step> steps_;
  bool online_ = false;
  bool lost_ = false;
  bool session_is_up_ = false;
  bool subscribed_ = false;
  bool unread_ = false;
  int failures_ = 0;
  int acknowledged_ = 0;
};

}  // namespace

std::unique_ptr<HostDriver> make_guide_driver(Scheduler& scheduler, Send send, const Habits& habits) {
  return std::make_unique<GuideDriver>(scheduler, std::move(send), habits);
}

}  // namespace air780::host
