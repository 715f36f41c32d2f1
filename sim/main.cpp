#include <cstdio>
#include <exception>
#include <variant>

#include "sim/attach.h"
#include "sim/check.h"
#include "sim/command_line.h"
#include "sim/command_listing.h"
#include "sim/control/ctl.h"
#include "sim/probe.h"
#include "sim/profile/model_listing.h"
#include "sim/run.h"
#include "sim/verify.h"

namespace {

using namespace air780;

int print_commands(const CommandsOptions& options) {
  const std::string text = options.urcs ? urc_listing(options.format) : command_listing(options.format);
  std::fputs(text.c_str(), stdout);
  return 0;
}

int print_models(const ModelsOptions& options) {
  std::fputs((options.markdown ? model_listing_markdown() : model_listing_text()).c_str(), stdout);
  return 0;
}

struct CarryOut {
  int operator()(const RunOptions& options) const { return run(options); }
  int operator()(const CommandsOptions& options) const { return print_commands(options); }
  int operator()(const ModelsOptions& options) const { return print_models(options); }
  int operator()(const VerifyOptions& options) const { return verify(options); }
  int operator()(const ProbeOptions& options) const { return probe(options); }
  int operator()(const CheckOptions& options) const { return check(options); }
  int operator()(const AttachOptions& options) const { return attach(options); }
  int operator()(const CtlOptions& options) const { return ctl(options); }
  int operator()(const Finished& finished) const { return finished.exit_code; }
};

}  // namespace

int main(int argc, char** argv) {
  try {
    return std::visit(CarryOut(), parse_command_line(argc, argv));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "air780sim: %s\n", error.what());
    return 2;
  }
}
