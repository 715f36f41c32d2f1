// What outlives the module's power: what AT&W keeps, what other commands keep by themselves, and the text it is kept
// as.
#include "protocol/kept_state_text.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <memory>
#include <set>

#include "test/fake/memory_settings.h"
#include "test/fake/module_rig.h"
#include "test/unit/protocol/answers.h"

namespace air780 {
namespace {

using std::chrono::seconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size(); at = text.find('\n', at) + 1) {
    lines.push_back(text.substr(at, text.find('\n', at) - at));
  }
  return lines;
}

TEST(KeptStateText, EveryValueComesBack) {
  const std::string factory = to_text({});
  std::set<std::string> names;
  for (const std::string& line : lines_of(factory)) {
    const std::string name = line.substr(0, line.find('='));
    EXPECT_TRUE(names.insert(name).second) << name;
    // One of these is allowed and is not the factory's.
    bool changed = false;
    for (const char* value : {"0", "1", "2", "3"}) {
      const ReadState read = kept_state_of(name + "=" + value + "\n", {});
      if (!read.complaints.empty() || line == name + "=" + value) continue;
      changed = true;
      std::vector<std::string> wanted = lines_of(factory);
      std::ranges::replace(wanted, line, name + "=" + value);
      EXPECT_EQ(lines_of(to_text(read.state)), wanted) << "and no other value has changed";
    }
    EXPECT_TRUE(changed) << name;
  }
  EXPECT_THAT(kept_state_of(factory, {}).complaints, IsEmpty());
}

TEST(KeptStateText, ATextOfAnyBytesComesBack) {
  KeptState state;
  for (int byte = 0; byte < 64; ++byte) state.serial_number += static_cast<char>(byte * 4 + 1);
  const ReadState read = kept_state_of(to_text(state), {});
  EXPECT_EQ(read.state.serial_number, state.serial_number);
  EXPECT_THAT(read.complaints, IsEmpty());
}

TEST(KeptStateText, WhatIsWrongIsNamedAndTheRestIsTaken) {
  KeptState factory;
  factory.settings.port.rate = 9600;
  const ReadState read = kept_state_of(
      "# by hand\n\necho=0\ncreg=4\nbaud-rate=\nno-such=1\nnonsense\ncereg=5\nserial-number=" + std::string(65, 'x'),
      factory);
  EXPECT_FALSE(read.state.settings.echo);
  EXPECT_EQ(read.state.registration_modes[2], 5);
  EXPECT_EQ(read.state.registration_modes[0], 0);
  EXPECT_EQ(read.state.settings.port.rate, 9600);
  EXPECT_THAT(read.complaints,
              ElementsAre("line 4: creg: \"4\" is not a number from 0 to 3",
                          "line 5: baud-rate: \"\" is not a number from 0 to 4000000",
                          "line 6: there is no setting \"no-such\"", "line 7: \"nonsense\" is not NAME=VALUE",
                          "line 9: serial-number has more than 64 bytes"));
}

class Kept : public testing::Test {
 protected:
  fake::ModuleRig& start() {
    rig = std::make_unique<fake::ModuleRig>(profile, true, nullptr, &memory);
    return *rig;
  }
  ModelProfile profile;
  fake::MemorySettings memory;
  std::unique_ptr<fake::ModuleRig> rig;
};

// Each command, its value kept, and what it is without being kept.
TEST_F(Kept, WhatAmpersandWKeepsLivesInTheNextModule) {
  struct Case {
    const char* set;
    const char* query;
    const char* kept;
    const char* factory;
  };
  const Case cases[] = {{"AT+CMEE=2", "AT+CMEE?", "+CMEE :2", "+CMEE :1"},
                        {"AT+IPR=9600", "AT+IPR?", "+IPR: 9600", "+IPR: 115200"},
                        {"AT+ICF=2,1", "AT+ICF?", "+ICF: 2,1", "+ICF: 3"},
                        {"AT+IFC=2,2", "AT+IFC?", "+IFC: 2,2", "+IFC: 0,0"},
                        {"AT+CSCS=\"UCS2\"", "AT+CSCS?", "+CSCS: \"UCS2\"", "+CSCS: \"GSM\""},
                        {"AT+CREG=1", "AT+CREG?", "+CREG: 1,1", "+CREG: 0,1"},
                        {"AT+CGREG=1", "AT+CGREG?", "+CGREG: 1,1", "+CGREG: 0,1"},
                        {"AT+CEREG=1", "AT+CEREG?", "+CEREG: 1,1", "+CEREG: 0,1"},
                        {"AT+CSDT=1,0", "AT+CSDT?", "+CSDT:1,0", "+CSDT:0,1"},
                        {"AT+CTZU=0", "AT+CTZU?", "+CTZU: 0", "+CTZU: 1"},
                        {"AT+WAKETIM=8", "AT+WAKETIM?", "+WAKETIM:8", "+WAKETIM:1"},
                        {"AT*RTIME=2", "AT*RTIME?", "*RTIME: 2", "*RTIME: 0"},
                        {"ATS0=3", "ATS0?", "003", "000"},
                        {"ATS6=4", "ATS6?", "004", "002"},
                        {"ATS7=45", "ATS7?", "045", "060"},
                        {"ATS8=9", "ATS8?", "009", "002"},
                        {"ATS10=20", "ATS10?", "020", "015"},
                        {"AT+IOSET=1", "AT+IOSET?", "+IOSET: 1", "+IOSET: 0"}};
  start();
  for (const Case& kept : cases) EXPECT_EQ(rig->command(kept.set), ok);
  rig->command("AT+RESET", seconds(1));
  for (const Case& kept : cases) EXPECT_EQ(rig->command(kept.query), told(kept.factory));
  for (const Case& kept : cases) EXPECT_EQ(rig->command(kept.set), ok);
  EXPECT_EQ(rig->command("ATE0Q0&W"), ok);
  rig->command("AT+RESET", seconds(1));
  for (const Case& kept : cases) EXPECT_EQ(rig->command(kept.query), told(kept.kept));
  start();
  EXPECT_FALSE(rig->module.settings().echo);
  for (const Case& kept : cases) EXPECT_EQ(rig->command(kept.query), told(kept.kept));
  rig->command("AT&F");
  for (const Case& kept : cases) EXPECT_EQ(rig->command(kept.query), told(kept.factory));
  rig->command("ATE0Z");
  for (const Case& kept : cases) EXPECT_EQ(rig->command(kept.query), told(kept.kept));
  rig->command("AT+RSTSET", seconds(1));
  for (const Case& kept : cases) EXPECT_EQ(rig->command(kept.query), told(kept.factory));
  start();
  for (const Case& kept : cases) EXPECT_EQ(rig->command(kept.query), told(kept.factory));
}

TEST_F(Kept, OtherCommandsKeepTheirOwnAtOnce) {
  start();
  rig->command("AT+WISN=\"SN 0001\"");
  rig->command("AT+CFGRI=1,50,60,2;+CFGRISAVE=1");
  rig->command("AT*SIMAUTO=2");
  rig->command("AT+CMEE=0");
  start();
  EXPECT_EQ(rig->command("AT+WISN?"), told("SN 0001"));
  EXPECT_EQ(rig->command("AT+CFGRI?"), told("+CFGRI: 1"));
  EXPECT_EQ(rig->command("AT*SIMAUTO?"), told("*SIMAUTO: 2"));
  EXPECT_EQ(rig->command("AT+CMEE?"), told("+CMEE :1"));
  rig->module.network_service().network_deactivates(1);
  rig->advance(std::chrono::milliseconds(5));
  EXPECT_TRUE(rig->lines.ring) << "RI pulses as it was kept";
  rig->take();
  rig->command("AT+RSTSET", seconds(1));
  EXPECT_EQ(rig->command("AT+WISN?"), told("SN 0001")) << "a serial number is no setting";
  EXPECT_EQ(rig->command("AT+CFGRI?"), told("+CFGRI: 0"));
  EXPECT_EQ(rig->command("AT*SIMAUTO?"), told("*SIMAUTO: 0"));
}

TEST_F(Kept, TheHolderAndThePowerModeAreThoseOfTheNextModule) {
  start();
  rig->command("AT+SIMCROSS=1;+POWERMODE=\"STD\"");
  start();
  rig->advance(seconds(3));
  EXPECT_EQ(rig->module.sleep().state(), Sleep::State::asleep) << "as AT+POWERMODE has it sleep";
  rig->send("\r");
  rig->advance(std::chrono::milliseconds(60));
  EXPECT_EQ(rig->command("AT+POWERMODE?"), told("+POWERMODE:\"STD\""));
  EXPECT_EQ(rig->command("AT+SIMCROSS?"), told("+SIMCROSS:1"));
  EXPECT_EQ(rig->command("AT+CPIN?"), cme(10)) << "the card lies in the other holder";
}

TEST_F(Kept, AMemoryThatFailsIsToldAndNothingHasChanged) {
  start();
  memory.fails = true;
  rig->command("AT+CMEE=2");
  EXPECT_EQ(rig->command("AT&W"), framed("+CME ERROR: memory failure"));
  EXPECT_EQ(rig->command("AT+WISN=1"), framed("+CME ERROR: memory failure"));
  rig->command("AT+RESET", seconds(1));
  EXPECT_EQ(rig->command("AT+CMEE?"), told("+CMEE :1"));
  EXPECT_EQ(rig->command("AT+WISN?"), ok);
}

TEST_F(Kept, ADamagedMemoryIsPutAsideAndItsGoodLinesHold) {
  memory.text = "echo=0\ncreg=9\n\x01\x02";
  start();
  EXPECT_FALSE(rig->module.settings().echo);
  EXPECT_EQ(rig->command("AT+CREG?"), told("+CREG: 0,1"));
  EXPECT_EQ(memory.aside, "echo=0\ncreg=9\n\x01\x02");
  EXPECT_THAT(memory.text, HasSubstr("echo=0\n"));
  EXPECT_THAT(kept_state_of(memory.text, {}).complaints, IsEmpty());
}

}  // namespace
}  // namespace air780
