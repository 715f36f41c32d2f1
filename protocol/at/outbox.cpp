#include "protocol/at/outbox.h"

#include <utility>

namespace air780 {

std::string framed(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size() + 4);
  return bytes.append("\r\n").append(text).append("\r\n");
}

Outbox::Outbox(Scheduler& scheduler, SerialOutput& output, const EventStream& events, Duration gap)
    : scheduler_(scheduler), output_(output), events_(events), gap_(gap), release_timer_(scheduler) {}

void Outbox::piece(std::string_view text, PieceKind kind) {
  const std::string frame = framed(text);
  response_ += behind_data_ ? std::string_view(frame).substr(2) : frame;
  behind_data_ = kind == PieceKind::data;
}

void Outbox::flush() {
  if (response_.empty()) return;
  // Swapped out first: a listener of the event may make the module say more.
  std::string bytes;
  bytes.swap(response_);
  send(bytes);
}

void Outbox::final_result() {
  flush();
  behind_data_ = false;
  held_ = false;
  quiet_until_ = scheduler_.now() + gap_;
  // What waited for the command still waits for the gap; what waited for an earlier gap keeps its time, so that a host
  // that sends commands without a pause cannot keep URCs back for ever.
  for (Waiting& waiting : waiting_) {
    if (waiting.not_before == Duration::max()) waiting.not_before = quiet_until_;
  }
  release();
}

void Outbox::interject(std::string_view text) {
  flush();
  if (muted_) return;
  events_.emit(UnsolicitedLine{text});
  send(framed(text));
}

void Outbox::clear() {
  response_.clear();
  behind_data_ = false;
  waiting_.clear();
  waiting_bytes_ = 0;
  release_timer_.stop();
  held_ = false;
  quiet_until_ = {};
  muted_ = false;
  cuts_next_write_ = false;
}

void Outbox::enqueue(std::string text, std::string bytes) {
  if (muted_) return;
  if (waiting_bytes_ + bytes.size() > most_waiting_bytes) {
    events_.emit(Notice{Notice::Level::warning, "too many lines wait for the command to end: one was lost"});
    return;
  }
  waiting_bytes_ += bytes.size();
  waiting_.push_back({held_ ? Duration::max() : quiet_until_, std::move(text), std::move(bytes)});
  release();
}

void Outbox::release() {
  // A listener of what leaves may make the module say more; that takes its turn in the loop below.
  if (std::exchange(releasing_, true)) return;
  const Duration now = scheduler_.now();
  while (!waiting_.empty() && !held_ && waiting_.front().not_before <= now) {
    flush();
    const Waiting next = std::move(waiting_.front());
    waiting_.pop_front();
    waiting_bytes_ -= next.bytes.size();
    if (!muted_) {
      if (unsolicited_leaves) unsolicited_leaves(next.text);
      events_.emit(UnsolicitedLine{next.text});
    }
    send(next.bytes);
  }
  releasing_ = false;
  if (waiting_.empty() || held_ || release_timer_.running()) return;
  release_timer_.start(waiting_.front().not_before - now, [this] { release(); });
}

void Outbox::send(std::string_view bytes) {
  if (muted_) return;
  if (speaks) speaks();
  const bool cut = cuts_next_write_;
  if (cut) bytes = bytes.substr(0, bytes.size() / 2);
  events_.emit(SerialBytes{SerialBytes::Direction::to_host, bytes});
  output_.transmit(bytes);
  if (!cut) return;
  // What comes behind is lost with the power, which goes as soon as this call is over.
  muted_ = true;
  cuts_next_write_ = false;
  if (cut_off) cut_off();
}

}  // namespace air780
