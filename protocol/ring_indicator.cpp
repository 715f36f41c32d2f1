#include "protocol/ring_indicator.h"

namespace air780 {

void RingIndicator::line_comes(std::string_view line) {
  if (!settings_.enabled || left_ > 0 || line.find(awaited_text_) == std::string_view::npos) return;
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

void RingIndicator::restart(const RingSettings& settings) {
  next_.stop();
  left_ = 0;
  settings_ = settings;
  awaited_text_.clear();
  set_on(false);
}

}  // namespace air780
