#include "sim/dialogue/summary.h"

#include <gtest/gtest.h>

namespace air780 {
namespace {

TEST(Summary, ListsAndCounts) {
  const std::vector<DialogueResult> results{{"a", Verdict::same, "", ""},
                                            {"long-name", Verdict::different, "lines", ""},
                                            {"b", Verdict::skipped, "needs another client", ""},
                                            {"c", Verdict::same, "", ""}};
  EXPECT_EQ(summary(results),
            "a          same\n"
            "long-name  different\n"
            "b          skipped: needs another client\n"
            "c          same\n"
            "2 same, 1 different, 0 not answered, 1 skipped\n");
}

TEST(Summary, OfNothingCountsNothing) { EXPECT_EQ(summary({}), "0 same, 0 different, 0 not answered, 0 skipped\n"); }

}  // namespace
}  // namespace air780
