// A serial end whose host is the test. One thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "sim/serial/serial_end.h"

namespace air780::fake {

struct FakeEnd : SerialEnd {
  explicit FakeEnd(std::string name) : name_(std::move(name)) {}
  void start(Receive receive) override { receive_ = std::move(receive); }
  void transmit(std::string_view bytes) override { sent_ += bytes; }
  void pause_reading(bool paused) override { paused_ = paused; }
  std::optional<unsigned> host_rate() override { return rate_; }
  void follow(const SerialPortSettings& settings) override { followed_ = settings; }
  std::string description() const override { return name_; }

  std::string take() { return std::exchange(sent_, {}); }

  std::string name_;
  std::string sent_;
  Receive receive_;
  std::optional<unsigned> rate_;
  std::optional<SerialPortSettings> followed_;
  bool paused_ = false;
};

}  // namespace air780::fake
