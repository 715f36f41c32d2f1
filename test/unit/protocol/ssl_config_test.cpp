// AT+SSLCFG: what it takes, what it tells, what it forgets (at-reference §3.1).
#include <gmock/gmock.h>

#include "test/fake/module_rig.h"
#include "test/unit/protocol/answers.h"

namespace air780 {
namespace {

struct TagCase {
  std::string tag;
  std::string at_power_up;
  std::vector<std::string> allowed;
  std::vector<std::string> refused;
};

const std::string digits_56 = "101B12C3141516171F19202122232425262728293031323334353637";
const std::string digits_64 = digits_56 + "aBcDeF00";
const std::string name_64(64, 'n');
const std::string name_255(255, 'h');

const std::vector<TagCase> tag_cases = {
    {"sslversion", "4", {"0", "1", "2", "3", "4", "\"3\""}, {"5", "-1", "x", "\"3.1\""}},
    {"ciphersuite",
     "0XFFFF",
     {"0X0035", "0X002F", "0X0005", "0X0004", "0X000A", "0X003D", "0XFFFF", "\"0X0035\""},
     {"0X0036", "0035", "53", "0XFFFFF", "\"RSA\""}},
    {"cacert", "", {"\"ca.crt\"", "ca.crt", "\"C:/certs/ca.crt\"", "\"" + name_64 + "\""}, {"\"" + name_64 + "n\""}},
    {"clientcert", "", {"\"client.crt\"", "client.crt"}, {"\"" + name_64 + "n\""}},
    {"clientkey", "", {"\"client.key\"", "client.key"}, {"\"" + name_64 + "n\""}},
    {"seclevel", "0", {"0", "1", "2"}, {"3", "-1", "none"}},
    {"hostname", "", {"\"mqtt.example\"", "mqtt.example", "\"" + name_255 + "\""}, {"\"" + name_255 + "h\""}},
    {"ignorelocaltime", "1", {"0", "1"}, {"2", "yes"}},
    {"negotiatetimeout", "90", {"10", "300", "90"}, {"9", "301", "0"}},
    {"clientrandom", "", {digits_56, "\"" + digits_64 + "\""}, {digits_56 + "00", "12", digits_56.substr(1) + "g"}},
    {"premaster", "", {"\"secret\"", "secret"}, {"\"" + name_255 + "h\""}},
    {"verifymode", "0", {"0", "1"}, {"2", "root"}},
};

class SslConfig : public testing::TestWithParam<TagCase> {
 protected:
  std::string set(const std::string& value, int context = 88) {
    return rig.command("AT+SSLCFG=\"" + GetParam().tag + "\"," + std::to_string(context) + "," + value);
  }
  std::string asked(int context = 88) {
    return rig.command("AT+SSLCFG=\"" + GetParam().tag + "\"," + std::to_string(context));
  }
  std::string shown(const std::string& value, int context = 88) {
    return told("+SSLCFG: \"" + GetParam().tag + "\"," + std::to_string(context) + "," + value);
  }
  static std::string bare(const std::string& value) {
    return value[0] == '"' ? value.substr(1, value.size() - 2) : value;
  }

  fake::ModuleRig rig;
};

TEST_P(SslConfig, TellsWhatItIsAtPowerUp) { EXPECT_EQ(asked(), shown(GetParam().at_power_up)); }

TEST_P(SslConfig, KeepsEveryAllowedValueAndErasesIt) {
  for (const std::string& value : GetParam().allowed) {
    EXPECT_EQ(set(value), ok) << value;
    EXPECT_EQ(asked(), shown(bare(value))) << value;
    EXPECT_EQ(asked(153), shown(GetParam().at_power_up, 153)) << value;
    EXPECT_EQ(set(""), ok) << value;
    EXPECT_EQ(asked(), shown(GetParam().at_power_up)) << value;
  }
}

TEST_P(SslConfig, RefusesAnyOtherValueAndKeepsTheOld) {
  const std::string& value = GetParam().allowed.front();
  set(value);
  for (const std::string& wrong : GetParam().refused) EXPECT_EQ(set(wrong), error) << wrong;
  EXPECT_EQ(asked(), shown(bare(value)));
}

TEST_P(SslConfig, HasNineContextsAndNoOthers) {
  const std::string& value = GetParam().allowed.back();
  for (const int context : {0, 1, 2, 3, 4, 5, 34, 88, 153}) {
    EXPECT_EQ(set(value, context), ok) << context;
    EXPECT_EQ(asked(context), shown(bare(value), context)) << context;
  }
  for (const int context : {-1, 6, 33, 35, 87, 89, 152, 154, 65624}) {
    EXPECT_EQ(set(value, context), error) << context;
    EXPECT_EQ(asked(context), error) << context;
  }
}

TEST_P(SslConfig, IsLostAtAReboot) {
  set(GetParam().allowed.back());
  rig.command("AT+RESET");
  rig.advance(std::chrono::seconds(1));
  rig.take();
  EXPECT_EQ(asked(), shown(GetParam().at_power_up));
}

INSTANTIATE_TEST_SUITE_P(Tags, SslConfig, testing::ValuesIn(tag_cases),
                         [](const auto& each) { return each.param.tag; });

TEST(SslConfigLine, TagsAreKnownInAnyCaseAndWithoutQuotes) {
  fake::ModuleRig rig;
  EXPECT_EQ(rig.command("AT+SSLCFG=\"SecLevel\",88,2"), ok);
  EXPECT_EQ(rig.command("AT+SSLCFG=seclevel,\"88\""), told("+SSLCFG: \"seclevel\",88,2"));
}

TEST(SslConfigLine, AnythingElseIsAnError) {
  fake::ModuleRig rig;
  for (const char* line :
       {"AT+SSLCFG", "AT+SSLCFG?", "AT+SSLCFG=", "AT+SSLCFG=\"seclevel\"", "AT+SSLCFG=\"seclevel\",",
        "AT+SSLCFG=\"seclevel\",,1", "AT+SSLCFG=\"ignorertctime\",88,1", "AT+SSLCFG=\"\",88",
        "AT+SSLCFG=\"seclevel\",88,1,1", "AT+SSLCFG=\"seclevel\",88,1,", "AT+SSLCFG=88,\"seclevel\",1"}) {
    EXPECT_EQ(rig.command(line), error) << line;
  }
  EXPECT_EQ(rig.command("AT+SSLCFG=?"), ok);
}

}  // namespace
}  // namespace air780
