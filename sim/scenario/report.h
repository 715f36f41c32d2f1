// Verdicts as files for machines: JUnit's XML, which every CI system shows, or JSON. Any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "sim/scenario/verdict.h"

namespace air780 {

enum class ReportFormat { junit, json };

// By the file's ending: .xml or .json; nothing for any other.
std::optional<ReportFormat> report_format(const std::string& path);

// A test suite a scenario, a test case an expectation; recovery times as properties.
std::string junit_report(std::span<const Verdict> verdicts, std::uint64_t seed);
// {"seed": …, "met": …, "scenarios": [{"name", "file", "met", "expectations": […], "recovery": {…}}]}; times in
// seconds.
std::string json_report(std::span<const Verdict> verdicts, std::uint64_t seed);

// Replaces the file, whose ending report_format() has to know. What went wrong, or nothing.
std::optional<std::string> write_report(const std::string& path, std::span<const Verdict> verdicts, std::uint64_t seed);

}  // namespace air780
