// A network in memory: links open after a moment or fail as told, and can be closed from the far end. One thread.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "protocol/ports/network.h"

namespace air780::fake {

class MemoryLink;

class MemoryNetwork final : public Network {
 public:
  explicit MemoryNetwork(Scheduler& scheduler) : scheduler_(scheduler) {}

  std::unique_ptr<Link> open(const LinkRequest& request, LinkObserver& observer) override;
  std::unique_ptr<Lookup> resolve(const std::string& host, std::function<void(Resolution)> done) override;
  // A time server is everywhere, and everybody answers echo requests, unless the fields below say otherwise.
  std::unique_ptr<Exchange> exchange(const DatagramRequest& request, std::function<void(DatagramAnswer)> done) override;
  std::unique_ptr<Exchange> echo(const EchoRequest& request, std::function<void(EchoReply)> done) override;

  void set_name_servers(const std::vector<std::string>& servers) override { name_servers = servers; }

  // How the next links end up: open (nothing), or this failure.
  std::optional<LinkError::Kind> failure;
  // Links never open and never fail (until their timeout).
  bool silent = false;
  // Closes the link that is open now, from the far end; false when there is none.
  bool close_from_peer(LinkEnd end = LinkEnd::closed_by_peer);
  // The far end says something on the link that is open now; lost when there is none.
  void send_from_peer(std::string_view bytes);
  // Told what an open link carries to the far end, from inside the write.
  std::function<void(std::string_view)> written;

  // How the next questions by UDP end, instead of in the time: this outcome, these bytes.
  std::optional<DatagramAnswer> datagram_answer;
  // The offset of the time that the server tells from the true one.
  std::chrono::seconds server_is_ahead{0};
  bool echoes_answered = true;
  Duration echo_time = std::chrono::milliseconds(35);

  std::vector<std::string> name_servers;
  std::vector<DatagramRequest> datagrams;
  std::vector<EchoRequest> echoes;
  std::vector<LinkRequest> requests;
  int open_links = 0;
  int links_closed_in_order = 0;  // by close(): FIN
  int links_aborted = 0;          // by abort() or destruction: reset
  int links_vanished = 0;         // by vanish(): the far end was told nothing

 private:
  friend class MemoryLink;
  Scheduler& scheduler_;
  MemoryLink* current_ = nullptr;
};

}  // namespace air780::fake
