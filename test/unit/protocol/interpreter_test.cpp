// Command lines as the module carries them out: chains, final results, ATQ, A/, what is answered with silence.
#include "protocol/at/interpreter.h"

#include <gmock/gmock.h>

#include "test/fake/module_rig.h"
#include "test/unit/protocol/answers.h"

namespace air780 {
namespace {

using testing::ElementsAre;
using testing::EndsWith;

class Interpretation : public testing::Test {
 protected:
  std::string send(std::string_view bytes) {
    rig.send(bytes);
    return rig.take();
  }
  fake::ModuleRig rig;
};

TEST_F(Interpretation, EchoThenAnswerInOneWrite) {
  rig.send("AT+CGATT?\r\n");
  EXPECT_THAT(rig.take_writes(), ElementsAre("AT+CGATT?\r\r\n+CGATT: 1\r\n\r\nOK\r\n"));
}

TEST_F(Interpretation, Ate0EchoesItselfForTheLastTime) {
  EXPECT_EQ(send("ATE0\r"), "ATE0\r" + ok);
  EXPECT_EQ(send("AT\r"), ok);
  EXPECT_EQ(send("ATE\r"), ok);
  EXPECT_EQ(send("AT\r"), "AT\r" + ok);
}

TEST_F(Interpretation, TextsInOrderAndOneFinalResult) {
  EXPECT_EQ(rig.command("AT+CGATT?;+CSQ;I"),
            framed("+CGATT: 1") + framed("+CSQ: 25,0") + told(rig.module.profile().firmware));
  EXPECT_EQ(rig.command("ATE1+CGATT?;&W"), told("+CGATT: 1"));
}

TEST_F(Interpretation, TheFirstFailureEndsTheLineWithItsCode) {
  EXPECT_EQ(rig.command("AT+MQTTMODE=1;+MIPCLOSE;+MQTTMSGSET=1"), cme(767));
  EXPECT_EQ(rig.command("AT+MQTTMODE?;+MQTTMSGSET?"), framed("+MQTTMODE: 1") + told("+MQTTMSGSET:0"));
  EXPECT_EQ(rig.command("AT+MQTTMODE=0;+NOSUCH;+MQTTMSGSET=1"), error);
  EXPECT_EQ(rig.command("AT+MQTTMODE?;+MQTTMSGSET?"), framed("+MQTTMODE: 0") + told("+MQTTMSGSET:0"));
}

// What is behind a command that has a final result of its own must not be lost in silence.
TEST_F(Interpretation, AChainGoesOnBehindCommandsWithoutOk) {
  EXPECT_EQ(rig.command("AT+CSTT;+CIICR;+CIFSR;+CGATT?"),
            framed(rig.module.network_service().packet_domain().address()) + told("+CGATT: 1"));
  EXPECT_EQ(rig.command("AT+CIPSTATUS;+CGATT?"), framed("STATE: IP STATUS") + told("+CGATT: 1"));
  EXPECT_EQ(rig.command("AT+CIPSHUT;+CSTT=\"apn\""), ok);
  EXPECT_EQ(rig.command("AT+CIPSTATUS"), ok + framed("STATE: IP START"));
  EXPECT_EQ(rig.command("AT+CGATT?;+CIPSHUT"), framed("+CGATT: 1") + framed("SHUT OK"));
}

TEST_F(Interpretation, APromptInAChainIsFollowedByTheRest) {
  rig.go_online();
  EXPECT_EQ(send("AT+CGATT?;+MPUBEX=t,0,0,2;+CSQ\r"), "AT+CGATT?;+MPUBEX=t,0,0,2;+CSQ\r\r\n+CGATT: 1\r\n\r\n>");
  EXPECT_EQ(send("hi"), told("+CSQ: 25,0"));
}

TEST_F(Interpretation, UnknownCommandsAndForms) {
  for (const char* line : {"AT+CIICRR", "AT+CEER", "AT+CPOL?", "AT+NOSUCH=?", "ATB", "ATS9?", "AT+", "AT&", "AT?",
                           "AT=", "AT+FORMAT", "AT+QISTATE?"}) {
    EXPECT_EQ(rig.command(line), error) << line;
  }
  EXPECT_EQ(rig.command("AT+CSQ?"), cme(3));
  EXPECT_EQ(rig.command("AT+CSQ=1"), cme(50));
  EXPECT_EQ(rig.command("AT+CGATT=2"), cme(50));
  EXPECT_EQ(rig.command("AT+MCONFIG?"), error);
  EXPECT_EQ(rig.command("AT+MPUB"), error);
}

TEST_F(Interpretation, ABasicCommandInTheWrongFormChangesNothing) {
  EXPECT_EQ(rig.command("ATE0"), ok);
  EXPECT_EQ(rig.command("ATE?"), error);
  EXPECT_EQ(rig.command("ATE=1"), error);
  EXPECT_EQ(rig.command("ATE2"), cme(50));
  EXPECT_FALSE(rig.module.settings().echo);
}

TEST_F(Interpretation, LinesWithoutAtAreOnlyEchoed) {
  EXPECT_EQ(send("\r"), "\r");
  EXPECT_EQ(send("hello\r\n"), "hello\r");
  rig.command("ATE0");
  EXPECT_EQ(send("\r\nhello\r"), "");
}

TEST_F(Interpretation, ALineBeyond16KibIsAnsweredErrorOnce) {
  rig.command("ATE0");
  EXPECT_EQ(send("AT+MSUB=" + std::string(20'000, 'x')), "");
  EXPECT_EQ(send(std::string(20'000, 'x') + "\rAT\r"), error + ok);
}

TEST_F(Interpretation, ASlashRepeatsTheLastLine) {
  EXPECT_EQ(send("A/"), "A/");
  rig.command("AT+CGATT?");
  EXPECT_EQ(send("A/"), "A/" + told("+CGATT: 1"));
  EXPECT_EQ(send("A/\r"), "A/" + told("+CGATT: 1") + "\r");
  rig.command("AT");
  EXPECT_EQ(send("A/"), "A/" + ok);
  rig.command("AT+MIPCLOSE");
  EXPECT_EQ(send("a/"), "a/" + cme(767));
}

TEST_F(Interpretation, ASlashForgetsOverAReboot) {
  rig.command("AT+CGATT?");
  rig.command("AT+RESET", std::chrono::seconds(1));
  EXPECT_EQ(send("A/"), "A/");
}

TEST_F(Interpretation, QuietKeepsTextsAndDropsResults) {
  EXPECT_EQ(rig.command("ATQ1"), "");
  EXPECT_EQ(rig.command("AT+CGATT?"), framed("+CGATT: 1"));
  EXPECT_EQ(rig.command("AT+MIPCLOSE"), "");
  EXPECT_EQ(rig.command("AT+NOSUCH"), "");
  EXPECT_EQ(rig.command("AT+CIPSTATUS"), framed("STATE: IP INITIAL"));
  EXPECT_EQ(rig.command("ATQ0"), ok);
}

TEST_F(Interpretation, QuietKeepsAsynchronousLinesAndPrompts) {
  rig.command("ATQ1");
  EXPECT_EQ(rig.command("AT+MIPSTART=h,1"), framed("CONNECT OK"));
  EXPECT_EQ(rig.command("AT+MCONNECT=1,60"), framed("CONNACK OK"));
  EXPECT_THAT(send("AT+MPUBEX=t,1,0,1\r"), EndsWith("\r\n>"));
  rig.send("x");
  rig.advance(std::chrono::milliseconds(10));
  EXPECT_EQ(rig.take(), framed("PUBACK"));
  EXPECT_EQ(rig.mqtt.published.back().payload, "x");
}

TEST_F(Interpretation, ABurstIsAnsweredLineByLine) {
  rig.command("ATE0");
  EXPECT_EQ(send("AT\rAT+CGATT?\r\n\rAT+MIPCLOSE\rAT\r"), ok + told("+CGATT: 1") + cme(767) + ok);
}

TEST_F(Interpretation, EchoOfABurstComesBeforeEachAnswer) {
  EXPECT_EQ(send("AT\r\nATE0\r\nAT\r\nATE1\r\nAT\r\n"), "AT\r" + ok + "ATE0\r" + ok + ok + ok + "AT\r" + ok);
}

TEST_F(Interpretation, StoredSettingsComeBackWithAtzAndAfterAReboot) {
  rig.command("ATE0;+CMEE=0;&W");
  rig.command("ATE1;+CMEE=2");
  EXPECT_EQ(send("ATZ\r"), "ATZ\r" + ok);
  EXPECT_EQ(send("AT+CMEE?\r"), told("+CMEE :0"));
  EXPECT_EQ(send("AT&F\r"), ok);
  EXPECT_EQ(send("AT+CMEE?\r"), "AT+CMEE?\r" + told("+CMEE :1"));
  rig.command("AT+RESET", std::chrono::seconds(1));
  EXPECT_EQ(send("AT+CMEE?\r"), told("+CMEE :0"));
  rig.command("AT+RSTSET", std::chrono::seconds(1));
  EXPECT_EQ(send("AT+CMEE?\r"), "AT+CMEE?\r" + told("+CMEE :1"));
}

TEST_F(Interpretation, FixedSParameters) {
  EXPECT_EQ(rig.command("ATS3?;S4?;S5?"), framed("13") + framed("10") + told("8"));
  EXPECT_EQ(rig.command("ATS3=13;S4=10;S5=8"), ok);
  EXPECT_EQ(rig.command("ATS3="), ok);
  EXPECT_EQ(rig.command("ATS3=10"), cme(50));
}

// The events tell the same story as the line.
TEST_F(Interpretation, EachCommandIsStartedAndFinishedOnce) {
  struct Listener : EventListener {
    std::vector<std::string> story;
    void on_event(const Event& event) override {
      if (const auto* started = std::get_if<CommandStarted>(&event.body)) story.push_back(std::string(started->text));
      if (const auto* finished = std::get_if<CommandFinished>(&event.body)) {
        story.push_back(std::string(finished->text) + " -> " + std::string(finished->result));
      }
    }
  } listener;
  rig.events.add(listener);
  rig.command("ATQ1+CGATT?;+CIPSHUT;+NOSUCH;+CSQ");
  rig.events.remove(listener);
  EXPECT_THAT(listener.story, ElementsAre("Q1", "Q1 -> OK", "+CGATT?", "+CGATT? -> OK", "+CIPSHUT",
                                          "+CIPSHUT -> SHUT OK", "+NOSUCH", "+NOSUCH -> ERROR"));
}

}  // namespace
}  // namespace air780
