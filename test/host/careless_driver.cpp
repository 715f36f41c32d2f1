#include <string>
#include <vector>

#include "test/host/host_driver.h"

namespace air780::host {
namespace {

using namespace std::chrono_literals;

class CarelessDriver final : public HostDriver {
 public:
  CarelessDriver(Scheduler& scheduler, Send send, const Habits& habits)
      : at_(scheduler, std::move(send)), pause_(scheduler), habits_(habits) {}

  void start() override {
    at_.command("AT", 1s,
                [this](Outcome outcome) { outcome == Outcome::done ? connect(true) : after(1s, [this] { start(); }); });
  }
  void receive(std::string_view bytes) override { at_.receive(bytes); }

 private:
  void connect(bool subscribe) {
    steps_ = {"AT+MCONFIG=\"careless\",\"user\",\"password\"",
              habits_.over_tls ? "AT+SSLMIPSTART=\"broker.example\",8883" : "AT+MIPSTART=\"broker.example\",1883",
              "AT+MCONNECT=1,60"};
    if (subscribe) steps_.push_back("AT+MSUB=\"" + std::string(topic) + "\",1");
    if (subscribe && habits_.caches_messages) steps_.push_back("AT+MQTTMSGSET=1");
    take_step(0);
  }

  // OK is success, and a second later everything is surely ready.
  void take_step(std::size_t number) {
    if (number == steps_.size()) return publish();
    at_.command(steps_[number], 5s, [this, number](Outcome outcome) {
      if (outcome != Outcome::done) return reboot();
      after(1s, [this, number] { take_step(number + 1); });
    });
  }

  void publish() {
    const bool prompted = ++published_ % 2 == 0;
    const std::string arguments = "=\"" + std::string(topic) + "\",1,0,";
    const auto answered = [this](Outcome outcome) {
      if (outcome != Outcome::done) return reboot();
      at_.await("PUBACK", 2s, [this](Outcome come) {
        if (come != Outcome::done) return reboot();
        after(10s, [this] { publish(); });
      });
    };
    if (prompted) {
      at_.command("AT+MPUBEX" + arguments + "5", 5s, answered, "hello");
    } else {
      at_.command("AT+MPUB" + arguments + "\"hello\"", 5s, answered);
    }
  }

  void reboot() {
    at_.command(published_ % 2 == 0 ? "AT+RESET" : "AT+CFUN=1,1", 5s, [this](Outcome outcome) {
      outcome == Outcome::done ? after(10s, [this] { connect(false); }) : reboot();
    });
  }

  void after(Duration time, std::function<void()> action) { pause_.start(time, std::move(action)); }

  AtExchange at_;
  Timer pause_;
  const Habits habits_;
  std::vector<std::string> steps_;
  int published_ = 0;
};

}  // namespace

std::unique_ptr<HostDriver> make_careless_driver(Scheduler& scheduler, Send send, const Habits& habits) {
  return std::make_unique<CarelessDriver>(scheduler, std::move(send), habits);
}

}  // namespace air780::host
