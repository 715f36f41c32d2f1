// Programs that know modems and have never heard of this one: ppp's chat, gammu, minicom, picocom, pyserial.
#include <gmock/gmock.h>

#include "test/integration/emulator_process.h"
#include "test/integration/temporary_directory.h"

namespace air780 {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class GenericSoftware : public testing::Test {
 protected:
  Completed shell(const std::string& script) const { return run_to_end({"sh", "-c", script, "sh", line_}); }
  std::string trace() const { return read_file(directory_.file("trace")); }

  TemporaryDirectory directory_;
  EmulatorProcess emulator_{{"--pty", directory_.file("modem"), "--control", "0", "--broker", "--boot-time", "0",
                             "--trace", directory_.file("trace")}};
  std::string line_ = emulator_.pty_link();
};

// As an embedded Linux brings such a module up: twelve steps, each with what it expects.
TEST_F(GenericSoftware, ChatGoesThroughAScriptOfTwelveSteps) {
  const Completed chat = shell(
      "stty -F \"$1\" raw -echo 115200 && /usr/sbin/chat -e -t 5 ABORT BUSY ABORT 'NO CARRIER' ABORT ERROR "
      "'' AT OK ATE0 OK AT+CMEE=2 OK AT+CPIN? READY-AT+CPIN?-READY '' OK AT+CREG=1 OK AT+CREG? '+CREG: 1,1' '' "
      "OK AT+CGATT? '+CGATT: 1' '' OK 'AT+CGDCONT=1,\"IP\",\"cmiot\"' OK AT+CGACT=1,1 OK "
      "'AT+MCONFIG=\"chat\",\"u\",\"p\"' OK 'AT+MIPSTART=\"broker.example\",1883' 'CONNECT OK' "
      "'AT+MCONNECT=1,60' 'CONNACK OK' 'AT+MPUB=\"t\",1,0,\"from chat\"' PUBACK <\"$1\" >\"$1\"");
  EXPECT_EQ(chat.exit_code, 0) << chat.errors;
  EXPECT_THAT(trace(), HasSubstr("PUBLISH id=1 qos=1 bytes=9 topic=\"t\""));
}

TEST_F(GenericSoftware, GammuIdentifiesTheModule) {
  const std::string settings = directory_.write("gammurc", "[gammu]\ndevice = " + line_ + "\nconnection = at115200\n");
  const Completed gammu = run_to_end({"gammu", "-c", settings, "identify"});
  EXPECT_EQ(gammu.exit_code, 0) << gammu.output;
  EXPECT_THAT(gammu.output, AllOf(HasSubstr("Manufacturer         : \"AirM2M\""), HasSubstr("(Air780EP)"),
                                  HasSubstr("Firmware             : \"AirM2M_780EP_V1007_LTE_AT\""),
                                  HasSubstr("IMEI                 : 868488076506128"),
                                  HasSubstr("SIM IMSI             : 460043136520119")));
}

// Its initial string has blanks between the commands, and what only a telephone modem knows.
TEST_F(GenericSoftware, MinicomInitialisesTheModule) {
  directory_.write(".minirc.dfl", "pu minit            ~^M~AT S7=45 S0=0 L1 V1 X4 &c1 E1 Q0^M\n");
  const ChildProcess minicom({"env", "HOME=" + directory_.file("."), "TERM=xterm", "script", "-qec",
                              "minicom -b 115200 -D " + line_, "/dev/null"});
  const Completed answer = run_to_end(emulator_command(
      {"ctl", "--control", "http://" + emulator_.control_address(), "wait", "\"OK\"", "--since", "0"}));
  EXPECT_EQ(answer.exit_code, 0) << answer.errors << minicom.output().text();
  EXPECT_THAT(trace(), AllOf(HasSubstr("result  ATS7=45: OK"), HasSubstr("result  AT&c1: OK"),
                             HasSubstr("Q0\\r\\r\\nOK\\r\\n\"\n")));
}

TEST_F(GenericSoftware, PicocomTalksAtEveryRateTheModuleIsSetTo) {
  const auto picocom = [&](const std::string& rate, const std::string& text) {
    return run_to_end({"picocom", "-q", "-r", "-b", rate, "-t", text + "\r", "-x", "300", line_}).output;
  };
  std::string rate = "115200";
  for (const std::string next : {"9600", "57600", "921600", "115200"}) {
    EXPECT_THAT(picocom(rate, "AT+IPR=" + next), HasSubstr("\r\nOK\r\n")) << rate;
    EXPECT_THAT(picocom(next, "AT+IPR?"), HasSubstr("+IPR: " + next)) << next;
    rate = next;
  }
}

}  // namespace
}  // namespace air780
