#include "protocol/cellular/ping.h"

#include <algorithm>

#include <fmt/format.h>

namespace air780 {

void Ping::start(const std::string& host) {
  sent_ = 0;
  lookup_ = network_.resolve(host, [this](const Resolution& resolution) { resolved(resolution); });
}

void Ping::resolved(const Resolution& resolution) {
  const std::string detail = resolution.detail;
  address_ = resolution.address;
  const bool found = resolution.found;
  lookup_.reset();
  if (found) return send();
  events_.emit(Notice{Notice::Level::warning, "AT+CIPPING: " + detail});
  end(End::not_resolved);
}

void Ping::send() {
  ++sent_;
  exchange_ = network_.echo({address_, static_cast<std::size_t>(settings.bytes),
                             std::chrono::milliseconds(100) * settings.timeout, settings.ttl},
                            [this](const EchoReply& reply) { answered(reply); });
}

void Ping::answered(const EchoReply& reply) {
  // What the manual prints for no answer.
  constexpr int no_time = 600;
  constexpr int no_ttl = 255;
  if (!reply.detail.empty()) events_.emit(Notice{Notice::Level::warning, "AT+CIPPING: " + reply.detail});
  const auto milliseconds = std::chrono::ceil<std::chrono::milliseconds>(reply.time).count();
  const std::string line = fmt::format("+CIPPING: {},\"{}\",{},{}", sent_, address_,
                                       reply.answered ? milliseconds : no_time, reply.answered ? reply.ttl : no_ttl);
  exchange_.reset();
  if (told) told(line);
  if (sent_ == static_cast<std::uint32_t>(settings.count)) return end(End::all_sent);
  next_.start(pause, [this] { send(); });
}

void Ping::input_comes() {
  if (running() && settings.count == 0) end(End::all_sent);
}

void Ping::context_lost() {
  if (running()) end(End::context_lost);
}

void Ping::end(End how) {
  stop();
  if (ended) ended(how);
}

void Ping::stop() {
  lookup_.reset();
  exchange_.reset();
  next_.stop();
}

void Ping::reset() {
  stop();
  settings = {};
}

}  // namespace air780
