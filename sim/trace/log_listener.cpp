#include "sim/trace/log_listener.h"

#include <variant>

#include "sim/trace/transcript.h"

namespace air780 {

void LogListener::on_event(const Event& event) {
  if (const auto* notice = std::get_if<Notice>(&event.body)) {
    return notice->level == Notice::Level::warning ? log_.warning(notice->text) : log_.info(notice->text);
  }
  if (!log_.enabled(LogLevel::debug)) return;
  log_.debug(transcript_line(event));
}

}  // namespace air780
