#include "sim/fault/faulty_link.h"

#include <utility>

#include "sim/fault/faulty_network.h"

namespace air780 {

FaultyLink::FaultyLink(FaultyNetwork& network, Scheduler& scheduler, LinkObserver& observer)
    : network_(network),
      observer_(observer),
      outward_(scheduler,
               [this](std::string_view bytes) {
                 if (inner_) inner_->write(bytes);
                 if (outward_.size() == 0 && std::exchange(outward_held_, false)) {
                   draining_.start({}, [this] { link_drained(); });
                 }
               }),
      inward_(scheduler,
              [this](std::string_view bytes) {
                apply_pause();
                end_when_told_all();
                observer_.link_received(bytes);
              }),
      draining_(scheduler),
      ending_(scheduler) {}

FaultyLink::~FaultyLink() {
  FaultyLink::abort();
  network_.gone(*this);
}

void FaultyLink::open(Network& inner, const LinkRequest& request) { inner_ = inner.open(request, *this); }

void FaultyLink::fail(const LinkError& error) {
  ending_.start(std::chrono::milliseconds(1), [this, error] { observer_.link_failed(error); });
}

void FaultyLink::write(std::string_view bytes) {
  if (!open_ || end_) return;
  outward_.push(bytes);
  outward_held_ |= outward_.size() > 0;
}

std::size_t FaultyLink::unsent() const { return outward_.size() + (inner_ ? inner_->unsent() : 0); }

void FaultyLink::pause_reading(bool paused) {
  paused_ = paused;
  apply_pause();
}

void FaultyLink::apply_pause() {
  if (inner_) inner_->pause_reading(paused_ || inward_.shape().blocked || inward_.size() > most_waiting);
}

void FaultyLink::set_shape(const PipeShape& shape) {
  outward_.set_shape(shape);
  inward_.set_shape(shape);
  apply_pause();
  end_when_told_all();
}

void FaultyLink::close() {
  if (outward_.shape().blocked) return vanish();
  if (inner_ && open_) {
    inner_->write(outward_.drain());
    inner_->close();
  }
  leave();
}

void FaultyLink::abort() {
  // A reset does not get through either.
  if (outward_.shape().blocked) return vanish();
  if (inner_) inner_->abort();
  leave();
}

void FaultyLink::vanish() {
  if (inner_) inner_->vanish();
  leave();
}

void FaultyLink::leave() {
  draining_.stop();
  ending_.stop();
  outward_.drain();
  inward_.drain();
  end_.reset();
  open_ = false;
}

void FaultyLink::end_by_peer(LinkEnd end) {
  if (!open_ || end_) return;
  if (end == LinkEnd::closed_by_peer) {
    inner_->close();
  } else {
    inner_->abort();
    inward_.drain();
  }
  outward_.drain();
  link_closed(end);
}

void FaultyLink::link_opened() {
  open_ = true;
  observer_.link_opened();
}

void FaultyLink::link_failed(const LinkError& error) { observer_.link_failed(error); }

void FaultyLink::link_received(std::string_view bytes) {
  if (end_) return;
  inward_.push(bytes);
}

void FaultyLink::link_drained() {
  if (open_ && outward_.size() == 0) observer_.link_drained();
}

void FaultyLink::link_closed(LinkEnd end) {
  end_ = end;
  end_when_told_all();
}

void FaultyLink::end_when_told_all() {
  if (!end_ || inward_.size() > 0 || inward_.shape().blocked) return;
  ending_.start({}, [this] {
    const LinkEnd end = *end_;
    leave();
    observer_.link_closed(end);
  });
}

}  // namespace air780
