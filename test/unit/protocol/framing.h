// The framing rules of at-reference §1.2 as checks on what the module wrote.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace air780::framing {

inline std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  for (std::size_t end = text.find("\r\n"); end != std::string_view::npos; end = text.find("\r\n")) {
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end + 2);
  }
  lines.emplace_back(text);
  return lines;
}

// The final results among the lines of `text`.
inline std::vector<std::string> final_results(std::string_view text) {
  std::vector<std::string> results;
  for (const std::string& line : lines_of(text)) {
    const bool is_final = line == "OK" || line == "ERROR" || line == "SHUT OK" || line == "NORMAL POWER DOWN" ||
                          line == "TimeOut" || line.starts_with("+CME ERROR: ");
    if (is_final) results.push_back(line);
  }
  return results;
}

// What is wrong with the frames of `text`: CR LF at both ends, one blank line between two pieces and none elsewhere.
// Empty when nothing is.
inline std::string complaint(std::string_view text) {
  if (!text.starts_with("\r\n") || !text.ends_with("\r\n") || text.size() < 5) return "no CR LF at both ends";
  if (text.find("\r\n\r\n\r\n") != std::string_view::npos) return "an empty piece";
  if (text.starts_with("\r\n\r\n") || text.ends_with("\r\n\r\n")) return "an empty piece at an end";
  return {};
}

}  // namespace air780::framing
