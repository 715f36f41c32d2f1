#include "sim/network/system_resolver.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>

#include "test/unit/network/run_until.h"

namespace air780 {
namespace {

// A name server that never answers.
SystemAnswer ask_in_vain(const std::string&, const std::vector<Endpoint>&) {
  while (true) ::pause();
}

SystemAnswer say_loopback(const std::string&, const std::vector<Endpoint>&) {
  return {{boost::asio::ip::address_v4::loopback()}, {}};
}

TEST(SystemResolver, DoesNotWaitForAnAnswerWhenItEnds) {
  boost::asio::io_context context;
  auto resolver = std::make_shared<SystemResolver>(context, &ask_in_vain);
  const auto fails = [](const SystemAnswer&) { FAIL() << "there is no answer"; };
  std::vector<std::unique_ptr<Lookup>> lookups;
  // More than it asks at a time.
  for (int i = 0; i < 40; ++i) lookups.push_back(resolver->look_up("silent.invalid", fails));
  resolver.reset();
  test::settle(context);
}

TEST(SystemResolver, AnswersMoreQuestionsThanItHasThreads) {
  boost::asio::io_context context;
  const auto resolver = std::make_shared<SystemResolver>(context, &say_loopback);
  int answers = 0;
  std::vector<std::unique_ptr<Lookup>> lookups;
  for (int i = 0; i < 100; ++i) {
    lookups.push_back(resolver->look_up("name.invalid", [&](const SystemAnswer& answer) {
      EXPECT_EQ(answer.addresses.size(), 1u);
      ++answers;
    }));
  }
  EXPECT_TRUE(test::run_until(context, [&] { return answers == 100; }));
}

TEST(SystemResolver, AnswersAnAddressWithoutAsking) {
  boost::asio::io_context context;
  const auto resolver = std::make_shared<SystemResolver>(context, &ask_in_vain);
  std::string address;
  const auto lookup =
      resolver->look_up("::1", [&](const SystemAnswer& answer) { address = answer.addresses.at(0).to_string(); });
  EXPECT_TRUE(test::run_until(context, [&] { return address == "::1"; }));
}

}  // namespace
}  // namespace air780
