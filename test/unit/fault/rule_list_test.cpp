#include "sim/fault/rule_list.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/fault/action_table.h"
#include "sim/fault/fault_listing.h"

namespace air780 {
namespace {

TEST(RuleList, NamesTheLineOfEachRuleThatIsWrong) {
  const RuleList list = parse_rules("# what happens\r\n\nnow: closed\r\n  now: clsoed\nafter 5s: reset # why\nnow");
  ASSERT_EQ(list.rules.size(), 2u);
  EXPECT_EQ(list.rules[1].text, "after 5s: reset");
  ASSERT_EQ(list.refused.size(), 2u);
  EXPECT_EQ(list.refused[0].line, 4u);
  EXPECT_EQ(list.refused[0].error.column, 8u);
  EXPECT_EQ(list.refused[1].line, 6u);
}

TEST(FaultListing, HasALineForEveryAction) {
  const std::string listing = fault_listing();
  for (const ActionDescription& action : action_descriptions()) {
    EXPECT_THAT(listing, testing::HasSubstr("\n  " + usage(action) + " ")) << action.name;
    EXPECT_THAT(listing, testing::HasSubstr(std::string(action.effect)));
  }
}

}  // namespace
}  // namespace air780
