#include "sim/serial/pty_openers.h"

#include <sys/inotify.h>

#include <array>
#include <cstddef>

namespace air780 {

PtyOpeners::PtyOpeners(std::string device)
    : device_(std::move(device)), notify_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {
  if (!notify_) return;
  look_again();
  if (watch_ < 0) notify_.reset();
}

PtyOpeners::Changes PtyOpeners::take() {
  Changes changes;
  // A watched file that is no directory gives events without names.
  std::array<inotify_event, 64> events;
  while (available()) {
    const ssize_t size = ::read(notify_.get(), events.data(), sizeof events);
    if (size <= 0) break;
    for (std::size_t i = 0; i < static_cast<std::size_t>(size) / sizeof(inotify_event); ++i) {
      if ((events[i].mask & IN_OPEN) != 0) {
        changes.opened = true;
        if (count_++ == 0) changes.session_changed = true;
      } else if ((events[i].mask & IN_CLOSE) != 0 && count_ > 0) {
        if (--count_ == 0) changes.session_changed = true;
      }
    }
    if (static_cast<std::size_t>(size) < sizeof events) break;
  }
  return changes;
}

void PtyOpeners::set_present(bool present) {
  if (!present) count_ = 0;
  if (present && count_ == 0) count_ = 1;
}

void PtyOpeners::look_away() {
  if (watch_ >= 0) ::inotify_rm_watch(notify_.get(), watch_);
  watch_ = -1;
}

void PtyOpeners::look_again() {
  if (notify_) watch_ = ::inotify_add_watch(notify_.get(), device_.c_str(), IN_OPEN | IN_CLOSE);
}

}  // namespace air780
