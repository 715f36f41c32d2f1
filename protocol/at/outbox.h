// The one place that decides how and in which order the module's bytes leave: frames (CR LF text CR LF), one write a
// reply, URCs never inside a response, and the final result alone before whatever comes of it (at-reference §1.2,
// decisions "command while one is running", "URC while a prompt waits").
// Owned by the module; one thread.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <string>
#include <string_view>

#include "protocol/event.h"
#include "protocol/ports/scheduler.h"
#include "protocol/ports/serial_output.h"

namespace air780 {

// CR LF text CR LF.
std::string framed(std::string_view text);

class Outbox {
 public:
  // `gap`: for so long after a final result no URC leaves, so that a host sees OK first and alone.
  Outbox(Scheduler& scheduler, SerialOutput& output, const EventStream& events, Duration gap);

  // Called before anything is sent.
  std::function<void()> speaks;

  // Bytes of the response being made (echo, prompt); they leave at the next flush() or final_result().
  void append(std::string_view bytes) { response_ += bytes; }
  // One piece of it, framed: information text or a final result. What follows data shares the CR LF behind them, so
  // that no blank line stands between (at-reference §1.2: FSREAD).
  enum class PieceKind { text, data };
  void piece(std::string_view text, PieceKind kind = PieceKind::text);
  void flush();

  // From hold() to final_result() URCs wait: a command runs, or data is being read behind its prompt.
  void hold() { held_ = true; }
  // Sends what was appended as one write and lets the URCs follow after the gap.
  void final_result();

  // Called when an asynchronous line is about to leave, with its text.
  std::function<void(std::string_view)> unsolicited_leaves;

  // An asynchronous line, without its frame; leaves in a write of its own, in the order of these calls. Beyond
  // most_waiting_bytes of them (a host that never ends its prompt) it is lost, with a notice.
  static constexpr std::size_t most_waiting_bytes = 256 * 1024;
  void unsolicited(std::string_view text) { enqueue(std::string(text), framed(text)); }
  // Likewise, where the module sends something that is not a framed line (the boot-ROM text).
  void unsolicited_raw(std::string_view bytes) { enqueue(std::string(bytes), std::string(bytes)); }

  // An asynchronous line without the CR LF before it, as this module has one (capture C3).
  void unsolicited_without_lead(std::string_view text) { enqueue(std::string(text), std::string(text) + "\r\n"); }
  // An asynchronous line at once, also into a response that is being made: behind what was appended so far.
  void interject(std::string_view text);

  // A module that hangs says nothing: until unmuted, everything is lost.
  void set_muted(bool muted) { muted_ = muted; }
  // The supply fails while the next bytes leave: half of them do. Then `cut_off` is called.
  void cut_next_write() { cuts_next_write_ = true; }
  std::function<void()> cut_off;

  // The power went: nothing that waits will leave.
  void clear();

 private:
  struct Waiting {
    Duration not_before;
    std::string text;
    std::string bytes;
  };

  void enqueue(std::string text, std::string bytes);
  void release();
  void send(std::string_view bytes);

  Scheduler& scheduler_;
  SerialOutput& output_;
  const EventStream& events_;
  const Duration gap_;
  std::string response_;
  bool behind_data_ = false;  // the last piece of this response was data
  bool held_ = false;
  Duration quiet_until_{};
  std::deque<Waiting> waiting_;
  std::size_t waiting_bytes_ = 0;
  bool releasing_ = false;  // release() is on the stack
  bool muted_ = false;
  bool cuts_next_write_ = false;
  Timer release_timer_;
};

}  // namespace air780
