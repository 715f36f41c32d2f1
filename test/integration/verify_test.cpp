#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <list>

#include "test/integration/emulator_process.h"
#include "test/integration/obliging_module.h"
#include "test/integration/temporary_directory.h"

namespace air780 {
namespace {

using testing::AllOf;
using testing::HasSubstr;

std::vector<std::string> all_dialogues() {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(AIR780_DIALOGUES)) {
    if (entry.path().extension() == ".at") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

std::string dialogue(const std::string& name) { return std::string(AIR780_DIALOGUES) + "/" + name; }

std::vector<std::string> verify_command(const std::vector<std::string>& files,
                                        const std::vector<std::string>& options) {
  std::vector<std::string> arguments = {"verify"};
  arguments.insert(arguments.end(), files.begin(), files.end());
  arguments.insert(arguments.end(), options.begin(), options.end());
  return emulator_command(arguments);
}

Completed verify(const std::vector<std::string>& files, const std::vector<std::string>& options) {
  return run_to_end(verify_command(files, options));
}

enum class Serial { tcp, pty };

// One of several modules among which the dialogues are dealt out, since playing them is mostly waiting. It plays its
// share one after another and is never restarted.
class Share {
 public:
  Share(Serial serial, const std::vector<std::string>& files)
      : emulator_({serial == Serial::tcp ? "--tcp=0" : "--pty=" + directory_.file("air780ep"), "--broker"}),
        verify_(verify_command(files, {"--port", serial == Serial::tcp ? emulator_.tcp_address() : emulator_.pty_link(),
                                       "--peer", emulator_.broker_address()})) {}

  // Every dialogue was the same, or skipped with the reason.
  void expect_all_well() {
    EXPECT_EQ(verify_.wait_for_end(std::chrono::seconds(100)), 0);
    const std::string said = verify_.output().text();
    EXPECT_THAT(said, AllOf(HasSubstr(" 0 different"), HasSubstr(" 0 not answered"))) << verify_.errors().text();
  }

 private:
  TemporaryDirectory directory_;
  EmulatorProcess emulator_;
  ChildProcess verify_;
};

void expect_all_well(Serial serial) {
  constexpr std::size_t modules = 4;
  std::vector<std::vector<std::string>> hands(modules);
  const std::vector<std::string> files = all_dialogues();
  ASSERT_GT(files.size(), modules);
  for (std::size_t file = 0; file < files.size(); ++file) hands[file % modules].push_back(files[file]);
  std::list<Share> shares;
  for (const auto& hand : hands) shares.emplace_back(serial, hand);
  for (Share& share : shares) share.expect_all_well();
}

TEST(Verify, FindsTheEmulatorAsWrittenOverTcp) { expect_all_well(Serial::tcp); }
TEST(Verify, FindsTheEmulatorAsWrittenOverAPty) { expect_all_well(Serial::pty); }

// A fake that answers OK to everything, without echo: the dialogue, the line, what was expected and what came.
TEST(Verify, ShowsWhereAWrongFakeDiffers) {
  const ObligingModule fake;
  const Completed verified = verify({dialogue("guide-plain-connect.at")}, {"--port", fake.address()});
  EXPECT_EQ(verified.exit_code, 1);
  EXPECT_THAT(verified.output,
              AllOf(HasSubstr("guide-plain-connect.at:"), HasSubstr("AT+CGREG?"), HasSubstr("expected"),
                    HasSubstr(R"(received  \r\nOK\r\n)"), HasSubstr("^"), HasSubstr("different")));
}

TEST(Verify, SaysWhenAModuleDoesNotAnswer) {
  const ObligingModule silent("");
  const TemporaryDirectory directory;
  const std::string file = directory.write("short.at", "# One command.\n> AT\n< OK\n");
  const Completed verified = verify({file}, {"--port", silent.address()});
  EXPECT_EQ(verified.exit_code, 1);
  EXPECT_THAT(verified.output, HasSubstr("not answered"));
}

// Errors of use are told before the module hears anything.
TEST(Verify, RefusesADialogueItCannotRead) {
  const TemporaryDirectory directory;
  const std::string file = directory.write("wrong.at", "# A mistake in the third line.\n> AT\nOK\n");
  const Completed verified = verify({file}, {"--port", "127.0.0.1:1"});
  EXPECT_EQ(verified.exit_code, 2);
  EXPECT_THAT(verified.errors, HasSubstr("wrong.at:3:1"));
}

}  // namespace
}  // namespace air780
