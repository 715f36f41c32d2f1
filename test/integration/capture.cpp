#include "test/integration/capture.h"

#include <stdexcept>

#include "test/integration/child_process.h"

namespace air780 {

CaptureReader::CaptureReader(std::string file, std::vector<std::string> settings)
    : file_(std::move(file)), settings_(std::move(settings)) {}

std::string CaptureReader::read(const std::string& filter, const std::vector<std::string>& format) const {
  std::vector<std::string> command = {"tshark", "-r", file_, "-Y", filter};
  for (const char* const checked : {"-otcp.check_checksum:TRUE", "-oip.check_checksum:TRUE"}) {
    command.emplace_back(checked);
  }
  command.insert(command.end(), settings_.begin(), settings_.end());
  command.insert(command.end(), format.begin(), format.end());
  const Completed tshark = run_to_end(command);
  if (tshark.exit_code != 0) throw std::runtime_error("tshark: " + tshark.errors);
  return tshark.output;
}

}  // namespace air780
