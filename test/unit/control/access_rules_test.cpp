#include "sim/control/access_rules.h"

#include <gtest/gtest.h>

namespace air780 {
namespace {

// 0: it may go on.
int refusal(const AccessRules& rules, const RequestCredentials& credentials) {
  const auto response = refuse(rules, credentials);
  return response ? response->status : 0;
}

const AccessRules open_here{.loopback = true, .token = ""};
const AccessRules guarded{.loopback = false, .token = "s3cret"};

TEST(AccessRules, ShellsOnThisMachineNeedNothing) {
  for (const char* host : {"127.0.0.1:8080", "localhost:8080", "LOCALHOST", "[::1]:8080", ""}) {
    EXPECT_EQ(refusal(open_here, {host, "", ""}), 0) << host;
  }
}

TEST(AccessRules, APageOfAnotherSiteMayNotEnter) {
  EXPECT_EQ(refusal(open_here, {"127.0.0.1:8080", "https://evil.example", ""}), 403);
  EXPECT_EQ(refusal(open_here, {"127.0.0.1:8080", "http://127.0.0.1:9999", ""}), 403);
  EXPECT_EQ(refusal(open_here, {"127.0.0.1:8080", "null", ""}), 403);
  EXPECT_EQ(refusal(open_here, {"127.0.0.1:8080", "http://127.0.0.1:8080", ""}), 0);
  // Not even with the token, which a browser might have been given.
  EXPECT_EQ(refusal(guarded, {"sim:8080", "https://evil.example", "Bearer s3cret"}), 403);
}

// A stranger's name that was made to lead to 127.0.0.1 after its page was loaded.
TEST(AccessRules, ANameThatWasReboundMayNotEnter) {
  EXPECT_EQ(refusal(open_here, {"evil.example:8080", "http://evil.example:8080", ""}), 403);
  EXPECT_EQ(refusal(open_here, {"127.0.0.1.evil.example", "", ""}), 403);
  EXPECT_EQ(refusal(open_here, {"[::1].evil.example", "", ""}), 403);
}

// Where other machines may come in without a token, a stranger's page still may not lead a browser there.
TEST(AccessRules, AnOpenOneIsCalledByAnAddressOrAShortName) {
  const AccessRules open{.loopback = false, .open = true};
  for (const char* host : {"modem:8080", "localhost", "172.17.0.2:8080", "[fe80::1]:8080", ""}) {
    EXPECT_EQ(refusal(open, {host, "", ""}), 0) << host;
  }
  for (const char* host : {"evil.example:8080", "modem.:8080", "127.0.0.1.evil.example"}) {
    EXPECT_EQ(refusal(open, {host, "", ""}), 403) << host;
  }
  EXPECT_EQ(refusal(open, {"modem:8080", "https://evil.example", ""}), 403);
  // A token that was set is asked for, and then any name will do.
  EXPECT_EQ(refusal({.loopback = false, .token = "s3cret", .open = true}, {"modem:8080", "", ""}), 401);
  EXPECT_EQ(refusal({.loopback = false, .token = "s3cret", .open = true}, {"sim.lab.example", "", "Bearer s3cret"}), 0);
}

TEST(AccessRules, TheTokenHasToBeTheRightOne) {
  EXPECT_EQ(refusal(guarded, {"sim:8080", "", "Bearer s3cret"}), 0);
  for (const char* wrong :
       {"", "s3cret", "Bearer ", "Bearer s3cre", "Bearer s3crett", "Bearer S3CRET", "Basic s3cret"}) {
    EXPECT_EQ(refusal(guarded, {"sim:8080", "", wrong}), 401) << wrong;
  }
  EXPECT_EQ(refusal({.loopback = true, .token = "s3cret"}, {"127.0.0.1", "", ""}), 401);
}

}  // namespace
}  // namespace air780
