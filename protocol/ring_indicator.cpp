#include "protocol/ring_indicator.h"

namespace air780 {

void RingIndicator::line_comes() {
  if (!settings_.enabled || left_ > 0) return;
  left_ = settings_.count;
  begin_pulse();
}

void RingIndicator::begin_pulse() {
  set_on(true);
  next_.start(settings_.pulse, [this] { end_pulse(); });
}

void RingIndicator::end_pulse() {
  set_on(false);
  if (--left_ > 0) next_.start(settings_.pause, [this] { begin_pulse(); });
}

void RingIndicator::set_on(bool on) {
  if (on_ == on) return;
  on_ = on;
  if (changed) changed();
}

void RingIndicator::save(bool save) {
  saved_ = save;
  saved_settings_ = save ? settings_ : RingSettings();
}

void RingIndicator::restart() {
  next_.stop();
  left_ = 0;
  settings_ = saved_settings_;
  set_on(false);
}

void RingIndicator::forget_saved() { save(false); }

}  // namespace air780
