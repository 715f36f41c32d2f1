// The settings of the TCP/IP scene: kept, told, gated by its state, saved by AT+CIPSCONT.
#include "protocol/cellular/transfer_settings.h"

#include <gmock/gmock.h>

#include "test/fake/module_rig.h"
#include "test/unit/protocol/answers.h"

namespace air780 {
namespace {

using testing::HasSubstr;

class TransferSetting : public testing::Test {
 protected:
  fake::ModuleRig rig;
};

TEST_F(TransferSetting, DefaultsAreThoseOfTheManual) {
  for (const char* line :
       {"+CIPMODE: 0", "+CIPQSEND: 0", "+CIPSPRT: 1", "+CIPHEAD: 0", "+CIPSHOWTP: 0", "+CIPSRIP: 0", "+CIPRXGET: 0",
        "+CIPTKA: 1,7200,75,9", "+CIPCCFG: 5,2,1024,0,0,1460,50,0", "+CIPATS: 0,1"}) {
    const std::string name = std::string(line).substr(0, std::string_view(line).find(':'));
    EXPECT_EQ(rig.command("AT" + name + "?"), told(line));
  }
}

TEST_F(TransferSetting, EachIsKeptAndToldWithinItsRange) {
  for (const char* setting : {"+CIPQSEND=2", "+CIPSPRT=0", "+CIPHEAD=1", "+CIPSHOWTP=1", "+CIPSRIP=1", "+CIPRXGET=5"}) {
    const std::string text(setting);
    const auto equals = text.find('=');
    EXPECT_EQ(rig.command("AT" + text), ok);
    EXPECT_EQ(rig.command("AT" + text.substr(0, equals) + "?"),
              told(text.substr(0, equals) + ": " + text.substr(equals + 1)));
    EXPECT_EQ(rig.command("AT" + text.substr(0, equals) + "=9"), cme(50));
  }
  EXPECT_EQ(rig.command("AT+CIPTKA=0"), ok);
  EXPECT_EQ(rig.command("AT+CIPTKA?"), told("+CIPTKA: 0,7200,75,9"));
  EXPECT_EQ(rig.command("AT+CIPTKA=1,60,30,3"), ok);
  EXPECT_EQ(rig.command("AT+CIPTKA=1,29"), cme(50));
  EXPECT_EQ(rig.command("AT+CIPTKA?"), told("+CIPTKA: 1,60,30,3"));
  EXPECT_EQ(rig.command("AT+CIPATS=1,10"), ok);
  EXPECT_EQ(rig.command("AT+CIPATS=0"), ok);
  EXPECT_EQ(rig.command("AT+CIPATS?"), told("+CIPATS: 0,10"));
}

TEST_F(TransferSetting, TheModesExcludeEachOtherAndBelongToIpInitial) {
  EXPECT_EQ(rig.command("AT+CIPCCFG=3,2,100,0"), cme(3)) << "only in transparent mode";
  EXPECT_EQ(rig.command("AT+CIPMODE=1"), ok);
  EXPECT_EQ(rig.command("AT+CIPMUX=1"), cme(3));
  EXPECT_EQ(rig.command("AT+CIPCCFG=3,2,100,0,1,50"), ok);
  EXPECT_EQ(rig.command("AT+CIPCCFG?"), told("+CIPCCFG: 3,2,100,0,1,50,50,0"));
  rig.command("AT+CSTT");
  EXPECT_EQ(rig.command("AT+CIPMODE=0"), cme(3));
  rig.command("AT+CIPSHUT");
  EXPECT_EQ(rig.command("AT+CIPMODE=0"), ok);
  EXPECT_EQ(rig.command("AT+CIPMUX=1"), ok);
  for (const char* single : {"AT+CIPMODE=1", "AT+CIPHEAD=1", "AT+CIPSHOWTP=1", "AT+CIPSRIP=1"}) {
    EXPECT_EQ(rig.command(single), cme(3)) << single;
  }
}

TEST_F(TransferSetting, WithoutAConnectionThereIsNothingToReadOrToClose) {
  for (const char* line : {"AT+CIPRXGET=2,100", "AT+CIPRXGET=4", "AT+CIPCLOSE", "AT+CIPCLOSE=0", "AT+CIPCLOSE=1,1"}) {
    EXPECT_EQ(rig.command(line), cme(3)) << line;
  }
  for (const char* line : {"AT+CIPSTART=\"TCP\",\"h\",1", "AT+CIPSEND", "AT+CIPACK", "AT+HTTPINIT"}) {
    EXPECT_EQ(rig.command(line), error) << line;
  }
}

TEST_F(TransferSetting, AreGoneAfterAResetUnlessTheyWereSaved) {
  rig.command("AT+CIPHEAD=1;+CIPQSEND=1");
  rig.command("AT+RESET", std::chrono::seconds(1));
  EXPECT_EQ(rig.command("AT+CIPHEAD?;+CIPQSEND?"), framed("+CIPHEAD: 0") + told("+CIPQSEND: 0"));
  EXPECT_THAT(rig.command("AT+CIPSCONT?"), HasSubstr("+CIPSCONT:1\r\n"));
  rig.command("AT+CIPQSEND=1;+CIPCSGP=1,net,user,pwd;+CIPMUX=1");
  EXPECT_EQ(rig.command("AT+CIPSCONT"), ok);
  rig.command("AT+CIPQSEND=2");
  rig.command("AT+RESET", std::chrono::seconds(1));
  EXPECT_EQ(rig.command("AT+CIPSCONT?"),
            told("+CIPSCONT:0\r\n+CIPCSGP:1\r\nGprs Config APN:net\r\nGprs Config UserId:user\r\n"
                 "Gprs Config Password:pwd\r\n+CIPHEAD:0\r\n+CIPSHOWTP:0\r\n+CIPSRIP:0\r\n+CIPATS:0,1\r\n"
                 "+CIPSPRT:1\r\n+CIPQSEND:1\r\n+CIPMODE:0\r\n+CIPCCFG:5,2,1024,0,0,1460,50\r\n+CIPMUX:1\r\n"
                 "+CIPRXGET:0"));
  rig.command("AT+RSTSET", std::chrono::seconds(1));
  EXPECT_EQ(rig.command("AT+CIPMUX?;+CIPQSEND?"), framed("+CIPMUX: 0") + told("+CIPQSEND: 0"));
}

TEST_F(TransferSetting, CipcsgpIsTheAccessPointOfTheScene) {
  EXPECT_EQ(rig.command("AT+CIPCSGP=1,\"net\",\"user\",\"pwd\""), ok);
  EXPECT_EQ(rig.command("AT+CIPCSGP?"), told("+CIPCSGP: 1, \"net\", \"user\", \"pwd\""));
  EXPECT_EQ(rig.command("AT+CSTT?"), told("+CSTT: \"net\",\"user\",\"pwd\""));
  EXPECT_EQ(rig.command("AT+CIPCSGP=0"), cme(4));
  EXPECT_EQ(rig.command("AT+CIPCSGP=2,\"123\""), cme(4));
  rig.command("AT+CSTT");
  EXPECT_EQ(rig.command("AT+CIPCSGP=1,\"other\""), cme(3));
}

TEST_F(TransferSetting, CipstatusTellsOfSixLinksWithCipmux) {
  EXPECT_EQ(rig.command("AT+CIPSTATUS=0"), cme(3));
  rig.command("AT+CIPMUX=1");
  std::string lines = "STATE: IP INITIAL";
  for (int n = 0; n < 6; ++n) lines += "\r\nC: " + std::to_string(n) + ",,\"\",\"\",\"\",\"INITIAL\"";
  EXPECT_EQ(rig.command("AT+CIPSTATUS"), ok + framed(lines));
  EXPECT_EQ(rig.command("AT+CIPSTATUS=5"), told("5,,\"\",\"\",\"\",\"INITIAL\""));
  EXPECT_EQ(rig.command("AT+CIPSTATUS=6"), cme(50));
}

}  // namespace
}  // namespace air780
