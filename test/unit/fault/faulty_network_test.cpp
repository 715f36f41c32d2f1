// What passes a link with faults on it, in which order and when, and what each side sees of its end.
#include "sim/fault/faulty_network.h"

#include <gmock/gmock.h>

#include "sim/fault/faulty_link.h"
#include "test/fake/virtual_scheduler.h"

namespace air780 {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::ElementsAre;

// A link whose far side is the test.
class FarSide final : public Link {
 public:
  explicit FarSide(LinkObserver& observer) : near(observer) {}
  void write(std::string_view bytes) override { arrived += bytes; }
  std::size_t unsent() const override { return 0; }
  void pause_reading(bool value) override { paused = value; }
  void close() override { end = "closed"; }
  void abort() override {
    if (end.empty()) end = "reset";
  }
  void vanish() override { end = "vanished"; }

  LinkObserver& near;
  std::string arrived;
  std::string end;
  bool paused = false;
};

class OneLink final : public Network {
 public:
  std::unique_ptr<Link> open(const LinkRequest&, LinkObserver& observer) override {
    auto link = std::make_unique<FarSide>(observer);
    far = link.get();
    return link;
  }
  std::unique_ptr<Lookup> resolve(const std::string&, std::function<void(Resolution)> done) override {
    done({true, "203.0.113.7", {}});
    return nullptr;
  }
  std::unique_ptr<Exchange> exchange(const DatagramRequest&, std::function<void(DatagramAnswer)> done) override {
    done({DatagramAnswer::Outcome::answered, "answer", {}});
    return nullptr;
  }
  std::unique_ptr<Exchange> echo(const EchoRequest&, std::function<void(EchoReply)> done) override {
    done({true, seconds(0), 64, {}});
    return nullptr;
  }
  FarSide* far = nullptr;
};

class FaultyNetworkTest : public testing::Test, protected LinkObserver {
 protected:
  void SetUp() override {
    link = network.open({"h", 1, seconds(1)}, *this);
    inner.far->near.link_opened();
  }
  void link_opened() override { opened = true; }
  void link_failed(const LinkError& error) override { failed = error.kind; }
  void link_received(std::string_view bytes) override { received += bytes; }
  void link_drained() override { ++drained; }
  void link_closed(LinkEnd how) override { ended = how; }
  std::string far_end() const { return inner.far->end; }

  fake::VirtualScheduler scheduler;
  OneLink inner;
  FaultyNetwork network{inner, scheduler};
  std::unique_ptr<Link> link;
  bool opened = false;
  std::optional<LinkError::Kind> failed;
  std::string received;
  int drained = 0;
  std::optional<LinkEnd> ended;
};

TEST_F(FaultyNetworkTest, WithoutFaultsBytesPassAtOnce) {
  link->write("up");
  inner.far->near.link_received("down");
  EXPECT_EQ(inner.far->arrived, "up");
  EXPECT_EQ(received, "down");
  inner.far->near.link_closed(LinkEnd::closed_by_peer);
  scheduler.advance({});
  EXPECT_EQ(ended, LinkEnd::closed_by_peer);
}

TEST_F(FaultyNetworkTest, ABlackholeHoldsAndThenDelivers) {
  ASSERT_TRUE(network.blackhole());
  link->write("up");
  inner.far->near.link_received("down");
  scheduler.advance(seconds(60));
  EXPECT_EQ(inner.far->arrived + received, "");
  EXPECT_TRUE(inner.far->paused) << "the far side feels TCP's own back-pressure";
  EXPECT_EQ(link->unsent(), 2U);
  network.end_blackhole();
  scheduler.advance({});
  EXPECT_EQ(inner.far->arrived, "up");
  EXPECT_EQ(received, "down");
  EXPECT_FALSE(inner.far->paused);
  EXPECT_GT(drained, 0);
}

TEST_F(FaultyNetworkTest, NoEndPassesABlackholeEither) {
  int gone = 0;
  network.blackhole_gone = [&] { ++gone; };
  network.blackhole();
  inner.far->near.link_closed(LinkEnd::closed_by_peer);
  network.end_link(LinkEnd::reset_by_peer);
  scheduler.advance(seconds(60));
  EXPECT_FALSE(ended);
  network.end_blackhole();
  scheduler.advance({});
  EXPECT_EQ(ended, LinkEnd::closed_by_peer);
  EXPECT_EQ(gone, 0);
}

TEST_F(FaultyNetworkTest, ALinkClosedInsideABlackholeVanishesForTheFarSide) {
  int gone = 0;
  network.blackhole_gone = [&] { ++gone; };
  network.blackhole();
  link->write("up");
  link->close();
  EXPECT_EQ(far_end(), "vanished");
  EXPECT_EQ(inner.far->arrived, "");
  link.reset();
  EXPECT_EQ(gone, 1);
  link = network.open({"h", 1, seconds(1)}, *this);
  inner.far->near.link_opened();
  link->write("again");
  EXPECT_EQ(inner.far->arrived, "again") << "the next link is another one";
}

TEST_F(FaultyNetworkTest, DelayKeepsOrderAndHoldsTheEndBack) {
  network.set_delay(milliseconds(100));
  scheduler.advance({});
  inner.far->near.link_received("a");
  scheduler.advance(milliseconds(50));
  inner.far->near.link_received("b");
  inner.far->near.link_closed(LinkEnd::closed_by_peer);
  scheduler.advance(milliseconds(49));
  EXPECT_EQ(received, "");
  scheduler.advance(milliseconds(1));
  EXPECT_EQ(received, "a");
  EXPECT_FALSE(ended);
  scheduler.advance(milliseconds(50));
  EXPECT_EQ(received, "ab");
  EXPECT_EQ(ended, LinkEnd::closed_by_peer);
}

TEST_F(FaultyNetworkTest, AThrottledLinkCarriesItsRateBothWays) {
  network.set_rate(100);
  scheduler.advance({});
  link->write(std::string(200, 'u'));
  inner.far->near.link_received(std::string(200, 'd'));
  scheduler.advance(seconds(1));
  EXPECT_NEAR(static_cast<double>(inner.far->arrived.size()), 100, 3);
  EXPECT_NEAR(static_cast<double>(received.size()), 100, 3);
  network.set_rate(0);
  scheduler.advance({});
  EXPECT_EQ(inner.far->arrived.size(), 200U);
  EXPECT_EQ(received.size(), 200U);
}

TEST_F(FaultyNetworkTest, WhatWaitsLeavesBeforeTheNearSidesEnd) {
  network.set_delay(seconds(10));
  link->write("last words");
  link->close();
  EXPECT_EQ(inner.far->arrived, "last words");
  EXPECT_EQ(far_end(), "closed");
}

TEST_F(FaultyNetworkTest, AnEndByThePeerIsSeenOnBothSides) {
  network.end_link(LinkEnd::closed_by_peer);
  EXPECT_FALSE(ended) << "the near side hears it later";
  EXPECT_EQ(far_end(), "closed");
  link->write("lost");
  scheduler.advance({});
  EXPECT_EQ(ended, LinkEnd::closed_by_peer);
  EXPECT_EQ(inner.far->arrived, "");
}

TEST_F(FaultyNetworkTest, ATlsHandshakeFailsOnceAndThenNoMore) {
  int told = 0;
  network.tls_failed_once = [&] { ++told; };
  network.fail_tls(FaultyNetwork::Armed::once);
  LinkRequest request{"h", 1, seconds(1), TlsRequest{}};
  link = network.open(request, *this);
  scheduler.advance(milliseconds(1));
  EXPECT_EQ(failed, LinkError::Kind::tls);
  EXPECT_EQ(told, 1);
  failed.reset();
  link = network.open(request, *this);
  inner.far->near.link_opened();
  scheduler.advance(milliseconds(1));
  EXPECT_FALSE(failed);
}

TEST_F(FaultyNetworkTest, QuestionsStayWithoutAnswerOutOfCoverageAndFailWithTheirNames) {
  using Outcome = DatagramAnswer::Outcome;
  std::optional<DatagramAnswer> answer;
  std::optional<EchoReply> reply;
  std::unique_ptr<Exchange> asked, sent;
  const auto ask = [&] {
    answer.reset();
    reply.reset();
    asked = network.exchange({"time.example", 123, "question", seconds(5)}, [&](DatagramAnswer a) { answer = a; });
    sent = network.echo({"203.0.113.7", 32, seconds(2), 64}, [&](EchoReply r) { reply = r; });
  };
  ask();
  EXPECT_EQ(answer.value().bytes, "answer");
  EXPECT_TRUE(reply.value().answered);
  network.set_reachable(false);
  ask();
  scheduler.advance(seconds(2));
  EXPECT_FALSE(reply.value().answered);
  EXPECT_FALSE(answer.has_value());
  scheduler.advance(seconds(3));
  EXPECT_EQ(answer.value().outcome, Outcome::timed_out);
  network.set_reachable(true);
  network.fail_names(FaultyNetwork::Armed::once);
  ask();
  scheduler.advance(seconds(1));
  EXPECT_EQ(answer.value().outcome, Outcome::name_not_resolved);
  ask();
  EXPECT_EQ(answer.value().outcome, Outcome::answered);
}

}  // namespace
}  // namespace air780
