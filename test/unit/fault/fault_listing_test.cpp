#include "sim/fault/fault_listing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/fault/action_table.h"

namespace air780 {
namespace {

TEST(FaultListing, HasALineForEveryAction) {
  const std::string listing = fault_listing();
  for (const ActionDescription& action : action_descriptions()) {
    EXPECT_THAT(listing, testing::HasSubstr("\n  " + usage(action) + " ")) << action.name;
    EXPECT_THAT(listing, testing::HasSubstr(std::string(action.effect)));
  }
}

}  // namespace
}  // namespace air780
