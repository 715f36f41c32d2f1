// Keeps Paho's two threads awake. Paho notices a new socket only when its poll returns and may lose the wake-up of its
// sending thread; either costs up to a second. The pacemaker is one more Paho client, connected to a broker in
// miniature inside this class, whose packets make both threads go round at once. Owned by the engine; used from the io
// thread only.
#pragma once

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "sim/mqtt/loopback_listener.h"
#include "sim/mqtt/packet_framer.h"
#include "sim/mqtt/paho_handle.h"

namespace air780 {

class Pacemaker : private PahoHandleObserver {
 public:
  // Held by whoever waits for Paho to do something; while any is held, both threads are woken every few milliseconds.
  using Hurry = std::shared_ptr<const void>;

  Pacemaker(boost::asio::io_context& io, LoopbackListener& listener);
  ~Pacemaker() override;
  Pacemaker(const Pacemaker&) = delete;
  Pacemaker& operator=(const Pacemaker&) = delete;

  // Connects; `beating` is called once, later, when it beats or has failed to (it then goes on trying). To be called
  // once, with the listener open.
  void start(std::function<void()> beating);

  // The first wake-up comes after about a millisecond, so short waits cost nothing.
  Hurry hurry();

  // Makes Paho's receiving thread go round as often as it needs to notice a new socket, as fast as it can.
  void kick();

 private:
  // The miniature broker's end of one connection.
  struct Line {
    explicit Line(boost::asio::ip::tcp::socket opened) : socket(std::move(opened)) {}
    boost::asio::ip::tcp::socket socket;
    PacketFramer framer{MqttDirection::to_broker};
    std::array<char, 256> buffer{};
  };

  void paho_connected(bool session_present) override;
  void paho_idle(const std::string& reason) override;
  void paho_message(const MqttMessage&) override {}

  void connect();
  void connect_again();
  void welcome(LoopbackListener::Arrival arrival);
  void read();
  void take(std::string_view bytes);
  void send_kick();
  void nudge();
  void beat();
  void tick();
  void report_beating();

  boost::asio::io_context& io_;
  LoopbackListener& listener_;
  std::function<void()> beating_;
  boost::asio::steady_timer beat_timer_;
  boost::asio::steady_timer tick_timer_;
  boost::asio::steady_timer retry_timer_;
  std::shared_ptr<char> hurry_ = std::make_shared<char>();
  std::shared_ptr<char> alive_ = std::make_shared<char>();
  std::shared_ptr<Line> line_;
  bool connected_ = false;
  bool kick_outstanding_ = false;
  unsigned kicks_wanted_ = 0;
  bool nudge_outstanding_ = false;
  bool ticking_ = false;
  unsigned ticks_ = 0;
  std::unique_ptr<PahoHandle> handle_;
};

}  // namespace air780
