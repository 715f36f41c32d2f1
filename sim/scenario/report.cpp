#include "sim/scenario/report.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>

namespace air780 {

std::optional<ReportFormat> report_format(const std::string& path) {
  if (path.ends_with(".xml")) return ReportFormat::junit;
  if (path.ends_with(".json")) return ReportFormat::json;
  return std::nullopt;
}

std::optional<std::string> write_report(const std::string& path, std::span<const Verdict> verdicts,
                                        std::uint64_t seed) {
  const auto format = report_format(path);
  if (!format) return fmt::format("--report {}: the name ends neither with .xml (JUnit) nor with .json", path);
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << (*format == ReportFormat::junit ? junit_report(verdicts, seed) : json_report(verdicts, seed));
  file.close();
  if (!file) return fmt::format("--report {}: {}", path, std::strerror(errno));
  return std::nullopt;
}

}  // namespace air780
