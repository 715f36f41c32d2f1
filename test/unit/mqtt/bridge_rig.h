// A bridge between a socket that plays Paho and a link in memory, and what both have seen. One thread.
#pragma once

#include <algorithm>
#include <array>
#include <boost/asio/write.hpp>
#include <memory>
#include <string>
#include <vector>

#include "mqtt_rig.h"
#include "sim/mqtt/bridge.h"

namespace air780 {

class BridgeTest : public MqttTest, protected BridgeObserver {
 protected:
  explicit BridgeTest(PacketFilter* filter = nullptr) : filter_(filter) {}

  void SetUp() override {
    boost::asio::ip::tcp::acceptor acceptor(io_, {boost::asio::ip::address_v4::loopback(), 0});
    paho_.connect(acceptor.local_endpoint());
    bridge_ = std::make_shared<Bridge>(acceptor.accept(), link_, static_cast<BridgeObserver&>(*this), filter_);
    bridge_->start(connect_);
    paho_.non_blocking(true);
  }
  void TearDown() override { bridge_->detach(); }

  void bridge_packet(const MqttPacket& packet) override { packets_.push_back(packet); }
  void bridge_broken(const std::string& reason) override {
    broken_ = reason;
    bridge_->detach();
  }
  void bridge_wrote_disconnect() override { wrote_disconnect_ = true; }
  void bridge_ended() override {
    ended_ = true;
    bridge_->detach();
  }

  void paho_writes(const std::string& bytes) { boost::asio::write(paho_, boost::asio::buffer(bytes)); }
  // What has come to Paho's side so far; sets `paho_saw_end_` at the end of file.
  const std::string& paho_read() {
    std::array<char, 65536> buffer;
    boost::system::error_code error;
    for (;;) {
      const std::size_t size = paho_.read_some(boost::asio::buffer(buffer), error);
      if (error == boost::asio::error::eof) paho_saw_end_ = true;
      if (error) return paho_read_;
      paho_read_.append(buffer.data(), size);
    }
  }

  PacketFilter* const filter_;
  const std::string connect_ = std::string("\x10\x0d\0\4MQTT\4\2\0\x3c\0\1a", 15);
  std::unique_ptr<MqttClient> nobody_ = engine_.make_client();
  FakeLink link_{io_, *nobody_};
  boost::asio::ip::tcp::socket paho_{io_};
  std::shared_ptr<Bridge> bridge_;
  std::vector<MqttPacket> packets_;
  std::string broken_;
  bool wrote_disconnect_ = false;
  bool ended_ = false;
  std::string paho_read_;
  bool paho_saw_end_ = false;
};

}  // namespace air780
