// A link over TLS as the module sees it: transport, server and clock in memory.
#include <gmock/gmock.h>

#include <functional>

#include "sim/network/tls_network.h"
#include "test/fake/virtual_scheduler.h"
#include "test/unit/tls/tls_rig.h"

namespace air780 {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// One TCP link to a server in memory; every byte arrives a moment later.
class MemoryTransport final : public Network {
 public:
  explicit MemoryTransport(Scheduler& scheduler) : scheduler_(scheduler) {}

  std::unique_ptr<Link> open(const LinkRequest& request, LinkObserver& observer) override {
    requests.push_back(request);
    auto link = std::make_unique<MemoryLink>(*this, observer);
    current_ = link.get();
    later([this] {
      if (failure) return current_->observer.link_failed(*failure);
      current_->observer.link_opened();
    });
    return link;
  }
  std::unique_ptr<Lookup> resolve(const std::string&, std::function<void(Resolution)>) override { return nullptr; }
  std::unique_ptr<Exchange> exchange(const DatagramRequest&, std::function<void(DatagramAnswer)>) override {
    return nullptr;
  }
  std::unique_ptr<Exchange> echo(const EchoRequest&, std::function<void(EchoReply)>) override { return nullptr; }

  // Bytes, or an end, from the server's side.
  void arrive(std::string bytes) {
    if (bytes.empty()) return;
    waiting_ += bytes;
    later([this] { deliver(); });
  }
  void end(LinkEnd how) {
    later([this, how] { current_->observer.link_closed(how); });
  }

  TlsServer* server = nullptr;  // null: nobody answers
  std::optional<LinkError> failure;
  std::vector<LinkRequest> requests;
  std::string written;
  int closed = 0;
  int aborted = 0;
  bool alive() const { return current_ != nullptr; }
  bool paused = false;

 private:
  struct MemoryLink final : Link {
    MemoryLink(MemoryTransport& transport_, LinkObserver& observer_) : transport(transport_), observer(observer_) {}
    ~MemoryLink() override { transport.current_ = nullptr; }
    void write(std::string_view bytes) override {
      transport.written += bytes;
      if (!transport.server) return;
      transport.server->receive(bytes);
      transport.arrive(transport.server->take_output());
    }
    std::size_t unsent() const override { return 11; }
    void pause_reading(bool is_paused) override {
      transport.paused = is_paused;
      transport.later([&owner = transport] { owner.deliver(); });
    }
    void close() override { ++transport.closed; }
    void abort() override { ++transport.aborted; }
    MemoryTransport& transport;
    LinkObserver& observer;
  };

  void later(std::function<void()> action) {
    scheduler_.call_after(std::chrono::milliseconds(1), [this, action = std::move(action)] {
      if (current_) action();
    });
  }
  void deliver() {
    if (!paused && current_ && !waiting_.empty()) current_->observer.link_received(std::exchange(waiting_, {}));
  }

  Scheduler& scheduler_;
  MemoryLink* current_ = nullptr;
  std::string waiting_;
};

class Recorder final : public LinkObserver {
 public:
  void link_opened() override { tell("opened"); }
  void link_failed(const LinkError& error) override {
    kind = error.kind;
    tell("failed: " + error.detail);
  }
  void link_received(std::string_view bytes) override { tell("received " + std::string(bytes)); }
  void link_drained() override { tell("drained"); }
  void link_closed(LinkEnd end) override { tell("closed " + std::to_string(static_cast<int>(end))); }

  std::vector<std::string> told;
  std::optional<LinkError::Kind> kind;
  std::function<void(const std::string&)> then;

 private:
  void tell(std::string what) {
    told.push_back(what);
    if (then) then(what);
  }
};

class TlsLinkTest : public testing::Test {
 protected:
  void SetUp() override { transport_.server = &server_; }
  void open() {
    link_.reset();
    link_ = network_.open({"broker.example", 8883, std::chrono::seconds(30), rig_.request}, recorder_);
  }
  void settle() { scheduler_.advance(std::chrono::milliseconds(20)); }
  void open_and_settle() {
    open();
    settle();
    ASSERT_THAT(recorder_.told, ElementsAre("opened"));
    recorder_.told.clear();
  }
  void server_says(const std::string& text) {
    server_.write(text);
    transport_.arrive(server_.take_output());
  }

  TlsRig rig_;
  fake::VirtualScheduler scheduler_;
  Log log_{LogLevel::off};
  MemoryTransport transport_{scheduler_};
  TlsServer server_{rig_.server_options, rig_.random};
  std::vector<std::string> keys_;
  TlsNetwork network_{transport_, scheduler_, log_, [this](std::string_view line) { keys_.emplace_back(line); }};
  Recorder recorder_;
  std::unique_ptr<Link> link_;
};

TEST_F(TlsLinkTest, OpensLaterAndCarriesBytesBothWays) {
  open();
  EXPECT_THAT(recorder_.told, IsEmpty());
  link_->write("too early");
  settle();
  link_->write("ping");
  server_says("pong");
  settle();
  EXPECT_THAT(recorder_.told, ElementsAre("opened", "received pong"));
  EXPECT_EQ(server_.heard, "ping");
  EXPECT_EQ(link_->unsent(), 11u);
  EXPECT_EQ(keys_, server_.secrets);
}

TEST_F(TlsLinkTest, TheTransportLearnsWhatKindOfLinkIsAskedFor) {
  open();
  ASSERT_TRUE(transport_.requests.at(0).tls);
  EXPECT_EQ(transport_.requests[0].tls->security_level, 1);
}

TEST_F(TlsLinkTest, ALinkWithoutTlsIsTheTransportsOwn) {
  transport_.server = nullptr;
  link_ = network_.open({"broker.example", 1883, std::chrono::seconds(30)}, recorder_);
  settle();
  link_->write("plain");
  EXPECT_EQ(transport_.written, "plain");
}

TEST_F(TlsLinkTest, AFileThatCannotBeUsedFailsLaterAndNothingIsDialled) {
  rig_.request.authority = file_of("ca.crt", "");
  open();
  EXPECT_THAT(recorder_.told, IsEmpty());
  settle();
  EXPECT_THAT(recorder_.told, ElementsAre("failed: ca.crt: not a certificate: the file is empty"));
  EXPECT_EQ(recorder_.kind, LinkError::Kind::tls);
  EXPECT_THAT(transport_.requests, IsEmpty());
}

TEST_F(TlsLinkTest, AnUntrustedServerFailsAndIsLeftInOrder) {
  rig_.request.authority = file_of("ca.crt", certificates().stranger.certificate());
  open();
  settle();
  EXPECT_THAT(recorder_.told, ElementsAre(testing::HasSubstr("not trusted")));
  EXPECT_EQ(recorder_.kind, LinkError::Kind::tls);
  EXPECT_EQ(transport_.closed, 1);
}

TEST_F(TlsLinkTest, AServerThatNeverAnswersIsGivenUpAfterTheTimeout) {
  transport_.server = nullptr;
  open();
  scheduler_.advance(std::chrono::seconds(90) - std::chrono::milliseconds(1));
  EXPECT_THAT(recorder_.told, IsEmpty());
  scheduler_.advance(std::chrono::seconds(1));
  EXPECT_THAT(recorder_.told, ElementsAre("failed: TLS handshake: no answer within 90 s"));
  EXPECT_EQ(recorder_.kind, LinkError::Kind::timed_out);
}

TEST_F(TlsLinkTest, TheTimeoutIsOverOnceTheLinkIsOpen) {
  open_and_settle();
  scheduler_.advance(std::chrono::seconds(200));
  EXPECT_THAT(recorder_.told, IsEmpty());
}

TEST_F(TlsLinkTest, ATransportThatFailsIsPassedOn) {
  transport_.failure = LinkError{LinkError::Kind::refused, "nobody there"};
  open();
  settle();
  EXPECT_THAT(recorder_.told, ElementsAre("failed: nobody there"));
  EXPECT_EQ(recorder_.kind, LinkError::Kind::refused);
}

TEST_F(TlsLinkTest, AnEndInTheHandshakeIsAFailure) {
  transport_.server = nullptr;
  for (const LinkEnd how : {LinkEnd::closed_by_peer, LinkEnd::reset_by_peer}) {
    recorder_.told.clear();
    open();
    settle();
    transport_.end(how);
    settle();
    EXPECT_THAT(recorder_.told, ElementsAre(testing::StartsWith("failed: the server ")));
  }
}

TEST_F(TlsLinkTest, AServerThatClosesClosesTheLinkAfterItsLastWords) {
  open_and_settle();
  server_.write("last words");
  server_.close();
  transport_.arrive(server_.take_output());
  settle();
  EXPECT_THAT(recorder_.told, ElementsAre("received last words", "closed 0"));
  EXPECT_TRUE(server_.told_to_close());
  EXPECT_EQ(transport_.closed, 1);
}

TEST_F(TlsLinkTest, ALossOfTcpIsPassedOn) {
  open_and_settle();
  transport_.end(LinkEnd::reset_by_peer);
  settle();
  EXPECT_THAT(recorder_.told, ElementsAre("closed 1"));
}

TEST_F(TlsLinkTest, CloseTellsTheServerAndAbortDoesNot) {
  open_and_settle();
  link_->close();
  EXPECT_TRUE(server_.told_to_close());
  EXPECT_EQ(transport_.closed, 1);
  server_says("into the void");
  settle();
  EXPECT_THAT(recorder_.told, IsEmpty());
}

TEST_F(TlsLinkTest, DestructionAborts) {
  open_and_settle();
  link_.reset();
  EXPECT_FALSE(server_.told_to_close());
  EXPECT_GE(transport_.aborted, 1);
  EXPECT_FALSE(transport_.alive());
}

TEST_F(TlsLinkTest, APauseHoldsBackDataButNoHandshake) {
  open();
  link_->pause_reading(true);
  settle();
  ASSERT_THAT(recorder_.told, ElementsAre("opened"));
  EXPECT_TRUE(transport_.paused);
  server_says("held");
  settle();
  EXPECT_THAT(recorder_.told, ElementsAre("opened"));
  link_->pause_reading(false);
  EXPECT_THAT(recorder_.told, ElementsAre("opened"));
  settle();
  EXPECT_THAT(recorder_.told, ElementsAre("opened", "received held"));
}

TEST_F(TlsLinkTest, MayBeDestroyedFromEveryCallOfItsObserver) {
  const std::vector<std::string> moments = {"opened", "received last words", "closed 0"};
  for (const std::string& moment : moments) {
    TlsServer server(rig_.server_options, rig_.random);
    transport_.server = &server;
    recorder_.told.clear();
    recorder_.then = [&](const std::string& what) {
      if (what == moment) link_.reset();
    };
    open();
    settle();
    if (link_) {
      server.write("last words");
      server.close();
      transport_.arrive(server.take_output());
      settle();
    }
    EXPECT_EQ(recorder_.told.back(), moment);
    EXPECT_FALSE(link_);
  }
}

TEST_F(TlsLinkTest, MayBeDestroyedByItsFailure) {
  rig_.request.authority = file_of("ca.crt", certificates().stranger.certificate());
  recorder_.then = [&](const std::string&) { link_.reset(); };
  open();
  settle();
  EXPECT_THAT(recorder_.told, testing::SizeIs(1));
  EXPECT_FALSE(transport_.alive());
}

}  // namespace
}  // namespace air780
