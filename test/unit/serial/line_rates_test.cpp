// Hosts at the module's rate and at others.
#include "sim/serial/line_rates.h"

#include <gmock/gmock.h>

#include "test/unit/serial/fake_end.h"

namespace air780 {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

class LineRatesTest : public testing::Test {
 protected:
  LineRatesTest() {
    rates_.warn = [this](const std::string& text) { warnings_.push_back(text); };
  }
  std::string by_module(std::string_view bytes) { return std::string(rates_.heard_by_module(end_, bytes)); }
  std::string by_host(std::string_view bytes) { return std::string(rates_.heard_by_host(end_, bytes)); }

  fake::FakeEnd end_{"pty /tmp/modem"};
  LineRates rates_;
  std::vector<std::string> warnings_;
};

TEST_F(LineRatesTest, AtTheSameRateOrWithoutOneBytesAreNotEvenCopied) {
  const std::string_view bytes = "AT\r";
  EXPECT_EQ(rates_.heard_by_module(end_, bytes).data(), bytes.data());
  end_.rate_ = 115200;
  EXPECT_EQ(rates_.heard_by_module(end_, bytes).data(), bytes.data());
  EXPECT_EQ(rates_.heard_by_host(end_, bytes).data(), bytes.data());
  EXPECT_THAT(warnings_, ElementsAre());
}

TEST_F(LineRatesTest, AtAnotherRateBothHearGarbageAndItIsSaidOnce) {
  end_.rate_ = 9600;
  EXPECT_NE(by_module("AT\r"), "AT\r");
  EXPECT_NE(by_host("\r\nOK\r\n"), "\r\nOK\r\n");
  EXPECT_NE(by_module("AT\r"), "AT\r");
  EXPECT_THAT(warnings_, ElementsAre(AllOf(HasSubstr("pty /tmp/modem"), HasSubstr("9600"), HasSubstr("115200"),
                                           HasSubstr("--any-baud"))));
  end_.rate_ = 57600;
  by_module("AT\r");
  EXPECT_EQ(warnings_.size(), 2u);
}

TEST_F(LineRatesTest, AutobaudTakesTheRateOfAtInCapitals) {
  rates_.set_module_rate(0);
  EXPECT_EQ(rates_.module_rate(), 115200u);
  end_.rate_ = 9600;
  EXPECT_NE(by_module("at\r"), "at\r");
  EXPECT_EQ(rates_.module_rate(), 115200u);
  EXPECT_EQ(by_module("xxAT\r"), "AT\r");
  EXPECT_EQ(rates_.module_rate(), 9600u);
  EXPECT_EQ(by_host("\r\nOK\r\n"), "\r\nOK\r\n");
}

TEST_F(LineRatesTest, AutobaudHearsAtAlsoInTwoPieces) {
  rates_.set_module_rate(0);
  end_.rate_ = 57600;
  by_module("A");
  EXPECT_EQ(by_module("T\r"), "AT\r");
}

TEST_F(LineRatesTest, WithoutAutobaudNothingTrains) {
  rates_.set_module_rate(57600);
  end_.rate_ = 9600;
  EXPECT_NE(by_module("ATATAT\r"), "ATATAT\r");
  EXPECT_EQ(rates_.module_rate(), 57600u);
}

}  // namespace
}  // namespace air780
