#include "sim/dialogue/difference.h"

#include <gtest/gtest.h>

namespace air780 {
namespace {

TEST(Difference, CutsLongTextsAroundThePlace) {
  Difference difference;
  difference.file = "f.at";
  difference.line = {3, "< long"};
  difference.problem = "the module says something else";
  const std::string same(500, 'a');
  difference.expected = pattern_of_bytes(same + "b" + same);
  difference.expected_at = 500;
  difference.received = same + "c" + same;
  difference.received_at = 500;
  const std::string text = to_string(difference);
  const std::string before(60, 'a');
  const std::string after(39, 'a');
  const std::string caret = std::string(12 + 1 + 60, ' ') + "^\n";
  EXPECT_EQ(text, "f.at:3: the module says something else\n  line      < long\n  expected  …" + before + "b" + after +
                      "…\n" + caret + "  received  …" + before + "c" + after + "…\n" + caret);
}

TEST(Difference, MarksTheEndWhereBytesAreMissing) {
  Difference difference;
  difference.file = "f.at";
  difference.line = {3, "< OK"};
  difference.problem = "p";
  difference.expected = pattern_of_bytes("\r\nOK\r\n");
  difference.expected_at = 6;
  difference.received = "\r\nOK";
  difference.received_at = 4;
  EXPECT_EQ(to_string(difference),
            "f.at:3: p\n"
            "  line      < OK\n"
            "  expected  \\r\\nOK\\r\\n\n"
            "                  ^\n"
            "  received  \\r\\nOK\n"
            "                  ^\n");
}

}  // namespace
}  // namespace air780
