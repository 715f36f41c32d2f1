// The packet network as the module sees it: names to resolve, byte streams ("links") to open, and questions that have
// one answer. The program implements it over TCP (and TLS), UDP and ICMP, tests in memory. Owned by the composition;
// must outlive the module. Used from the module's one thread only; every call of an observer or callback comes later on
// that thread, never from inside the call that caused it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/ports/scheduler.h"
#include "protocol/secret_bytes.h"

namespace air780 {

// A file of the module's flash as a link needs it: the name is for error texts.
struct NamedFile {
  std::string name;
  SecretBytes bytes;
};

// What a link over TLS is opened with: one SSLCFG context of the module (at-reference §3.1).
struct TlsRequest {
  int security_level = 0;                // 0 nothing is checked, 1 the server is, 2 both sides are
  std::optional<NamedFile> authority;    // cacert
  std::optional<NamedFile> certificate;  // clientcert
  std::optional<NamedFile> key;          // clientkey
  std::string server_name;               // SNI; empty: none is sent
  bool check_server_name = false;        // the certificate must be for server_name
  bool check_dates = false;              // against `now`
  UtcTime now{};                         // by the module's own clock
  int version = 4;                       // sslversion: 0 SSL 3.0 … 3 TLS 1.2, 4 all
  std::uint16_t cipher_suite = 0xFFFF;   // one IANA number, or 0xFFFF for all
  bool strict_suites = false;            // "all" is the six the manual lists, without the modern ones
  Duration timeout{};                    // for the handshake
};

struct LinkRequest {
  std::string host;  // a name or a dotted IPv4 address, as the host typed it
  std::uint16_t port = 0;
  Duration timeout{};  // for resolving and connecting together
  std::optional<TlsRequest> tls = std::nullopt;
};

struct LinkError {
  enum class Kind { name_not_resolved, refused, unreachable, timed_out, tls };
  Kind kind = Kind::unreachable;
  std::string detail;  // for a person: what was tried and what the system said
};

enum class LinkEnd { closed_by_peer, reset_by_peer, error };

// Told what happens to one link. Exactly one of opened/failed comes first; after failed or closed nothing more comes.
class LinkObserver {
 public:
  virtual ~LinkObserver() = default;
  virtual void link_opened() = 0;
  virtual void link_failed(const LinkError& error) = 0;
  virtual void link_received(std::string_view bytes) = 0;
  virtual void link_drained() = 0;  // everything written has left; asked for by a writer that saw a large unsent()
  virtual void link_closed(LinkEnd end) = 0;
};

// One stream, open or being opened. Destroying it aborts it, also from inside a call of its observer. After close(),
// abort() or destruction its observer hears nothing more.
class Link {
 public:
  virtual ~Link() = default;
  // Queues bytes; ignored before link_opened and after the end.
  virtual void write(std::string_view bytes) = 0;
  // Bytes queued and not yet taken by the system.
  virtual std::size_t unsent() const = 0;
  // Stops (or goes on) reading, so that the peer feels back-pressure.
  virtual void pause_reading(bool paused) = 0;
  // Orderly end: what is queued still leaves, then FIN. The object may be destroyed at once; the rest still leaves.
  virtual void close() = 0;
  // The stream is gone at once: nothing queued leaves, the peer sees a reset.
  virtual void abort() = 0;
  // The way to the peer is gone, as when a module loses its network or its power: nothing leaves any more and the peer
  // is told nothing; it finds out by its own patience. A link that cannot leave so aborts.
  virtual void vanish() { abort(); }
};

struct Resolution {
  bool found = false;
  std::string address;  // dotted IPv4, when found
  std::string detail;   // why not, for a person
};

// A name being looked up; destroying it drops the question. It may be destroyed from inside its own callback.
class Lookup {
 public:
  virtual ~Lookup() = default;
};

// One question by UDP, sent once.
struct DatagramRequest {
  std::string host;  // a name or a dotted IPv4 address, as the host typed it
  std::uint16_t port = 0;
  std::string bytes;
  Duration timeout{};  // for resolving and waiting together
};

struct DatagramAnswer {
  enum class Outcome { answered, name_not_resolved, unreachable, timed_out };
  Outcome outcome = Outcome::timed_out;
  std::string bytes;   // the first datagram that came back from there
  std::string detail;  // why not, for a person
};

// One echo request (ping).
struct EchoRequest {
  std::string address;  // dotted IPv4
  std::size_t bytes = 0;
  Duration timeout{};
  int ttl = 64;
};

struct EchoReply {
  bool answered = false;
  Duration time{};
  int ttl = 0;         // of the answer
  std::string detail;  // why it could not be sent at all, for a person
};

// A question under way; destroying it drops it. It may be destroyed from inside its own callback.
class Exchange {
 public:
  virtual ~Exchange() = default;
};

class Network {
 public:
  virtual ~Network() = default;
  virtual std::unique_ptr<Link> open(const LinkRequest& request, LinkObserver& observer) = 0;
  virtual std::unique_ptr<Lookup> resolve(const std::string& host, std::function<void(Resolution)> done) = 0;
  virtual std::unique_ptr<Exchange> exchange(const DatagramRequest& request,
                                             std::function<void(DatagramAnswer)> done) = 0;
  virtual std::unique_ptr<Exchange> echo(const EchoRequest& request, std::function<void(EchoReply)> done) = 0;
  // From now on names are asked of these, dotted IPv4 addresses in their order (AT+CDNSCFG); of the network's own when
  // there are none. A network that has no name servers takes no notice.
  virtual void set_name_servers(const std::vector<std::string>&) {}
};

}  // namespace air780
