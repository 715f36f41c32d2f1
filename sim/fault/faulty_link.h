// A link on which faults can lie: a decorator of the link that the network opened.
// Made by a FaultyNetwork, which outlives it; owned by whoever opened it. One thread.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "protocol/ports/network.h"
#include "sim/fault/pipe.h"

namespace air780 {

class FaultyNetwork;

class FaultyLink final : public Link, private LinkObserver {
 public:
  FaultyLink(FaultyNetwork& network, Scheduler& scheduler, LinkObserver& observer);
  ~FaultyLink() override;
  FaultyLink(const FaultyLink&) = delete;
  FaultyLink& operator=(const FaultyLink&) = delete;

  // How it is opened: to be called once, with one of the two.
  void open(Network& inner, const LinkRequest& request);
  void fail(const LinkError& error);

  void write(std::string_view bytes) override;
  std::size_t unsent() const override;
  void pause_reading(bool paused) override;
  void close() override;
  void abort() override;
  void vanish() override;

  bool is_open() const { return open_; }
  // The peer ends it: the far side sees the socket go (FIN, or a reset), then the near one does.
  void end_by_peer(LinkEnd end);
  // Both directions.
  void set_shape(const PipeShape& shape);

 private:
  void link_opened() override;
  void link_failed(const LinkError& error) override;
  void link_received(std::string_view bytes) override;
  void link_drained() override;
  void link_closed(LinkEnd end) override;

  void leave();
  void apply_pause();
  void end_when_told_all();

  // Above it the far side's bytes are left to the inner link's own back-pressure.
  static constexpr std::size_t most_waiting = 64 * 1024;

  FaultyNetwork& network_;
  LinkObserver& observer_;
  std::unique_ptr<Link> inner_;
  Pipe outward_;
  Pipe inward_;
  Timer draining_;
  Timer ending_;
  bool open_ = false;
  bool paused_ = false;
  bool outward_held_ = false;   // what was written waits, and whoever wrote it wants to hear when it has left
  std::optional<LinkEnd> end_;  // the far side has ended it; told once all before it has been
};

}  // namespace air780
