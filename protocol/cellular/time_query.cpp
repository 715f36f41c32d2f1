#include "protocol/cellular/time_query.h"

#include <fmt/format.h>

#include "protocol/cellular/sntp.h"

namespace air780 {
namespace {

enum Code {
  synchronised = 1,
  network_error = 61,
  name_error = 62,
  connection_error = 63,
  bad_answer = 64,
  timed_out = 65
};

}  // namespace

TimeQuery::TimeQuery(Scheduler& scheduler, Network& network, NetworkService& service, ModuleClock& clock,
                     Outbox& outbox, const EventStream& events, const ModelProfile& profile)
    : scheduler_(scheduler),
      network_(network),
      service_(service),
      clock_(clock),
      outbox_(outbox),
      events_(events),
      profile_(profile),
      failing_(scheduler) {}

bool TimeQuery::needs_bearer() const { return profile_.quirks.cntp_bearer == Quirks::CntpBearer::needed; }

bool TimeQuery::start() {
  if (running()) return false;
  const bool reachable =
      needs_bearer() ? service_.bearers().is_open(settings.bearer) : service_.packet_domain().any_active();
  if (!reachable) {
    failing_.start({}, [this] { end(network_error); });
    return true;
  }
  // No two questions have the same: time goes on between them.
  cookie_ = static_cast<std::uint64_t>(scheduler_.utc().time_since_epoch().count()) << 32U |
            (static_cast<std::uint64_t>(scheduler_.now().count()) & 0xFFFF'FFFFU);
  exchange_ = network_.exchange(
      {settings.server, sntp_port, sntp_question(cookie_), std::chrono::seconds(settings.timeout_seconds)},
      [this](const DatagramAnswer& answer) { answered(answer); });
  return true;
}

void TimeQuery::answered(const DatagramAnswer& answer) {
  using Outcome = DatagramAnswer::Outcome;
  if (!answer.detail.empty()) events_.emit(Notice{Notice::Level::warning, "AT+CNTP: " + answer.detail});
  switch (answer.outcome) {
    case Outcome::name_not_resolved:
      return end(name_error);
    case Outcome::unreachable:
      return end(connection_error);
    case Outcome::timed_out:
      return end(timed_out);
    case Outcome::answered:
      break;
  }
  const auto time = sntp_time(answer.bytes, cookie_);
  if (!time) return end(bad_answer);
  clock_.set_utc(*time, settings.zone);
  end(synchronised);
}

void TimeQuery::end(int code) {
  exchange_.reset();
  failing_.stop();
  outbox_.unsolicited(fmt::format("+CNTP: {}", code));
}

void TimeQuery::bearer_closed(int cid) {
  if (exchange_ && needs_bearer() && cid == settings.bearer) end(network_error);
}

void TimeQuery::context_lost() {
  if (exchange_) end(network_error);
}

void TimeQuery::reset() {
  exchange_.reset();
  failing_.stop();
  settings = {};
}

}  // namespace air780
