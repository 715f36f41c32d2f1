// A link of the module over TLS: a TCP link that it observes, with a TlsClient on top, presented as a link.
// Owned by the module through the Link port; one thread, that of the scheduler.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "protocol/ports/network.h"
#include "sim/log.h"
#include "tls/tls_client.h"

namespace air780 {

// connecting (TCP) -> handshake -> open -> gone; each of the first three may go to gone. Once the module closes the
// link, or has been told of its end, it hears nothing more.
class TlsLink final : public Link, private LinkObserver {
 public:
  using OpenTcp = std::function<std::unique_ptr<Link>(LinkObserver& observer)>;

  // `timeout` is for the handshake alone. If `client` could not be made, its error is the reason why the link fails,
  // and nothing is dialled. What breaks an open link is written to the log.
  TlsLink(Scheduler& scheduler, Log& log, TlsClient::Made client, Duration timeout, const OpenTcp& open_tcp,
          LinkObserver& observer);
  ~TlsLink() override;
  TlsLink(const TlsLink&) = delete;
  TlsLink& operator=(const TlsLink&) = delete;

  void write(std::string_view bytes) override;
  std::size_t unsent() const override;
  void pause_reading(bool paused) override;
  void close() override;
  void abort() override;
  void vanish() override;

 private:
  enum class State { connecting, handshake, open, gone };

  void link_opened() override;
  void link_failed(const LinkError& error) override;
  void link_received(std::string_view bytes) override;
  void link_drained() override;
  void link_closed(LinkEnd end) override;

  // Sends what the client has to send and tells the module what has come of what was received.
  void proceed();
  // Hands over what can be read; false when the link was destroyed or closed by the module over it.
  bool deliver();
  void send_output();
  void fail(LinkError::Kind kind, std::string detail);
  void end(LinkEnd end);

  Log& log_;
  LinkObserver& observer_;
  const Duration timeout_;
  std::unique_ptr<TlsClient> client_;
  std::unique_ptr<Link> tcp_;
  Timer timer_;  // the handshake's limit; later what waits for the module to read on
  State state_ = State::connecting;
  bool paused_ = false;
  // Seen from calls of the observer, which may destroy the link.
  const std::shared_ptr<TlsLink*> life_;
};

}  // namespace air780
