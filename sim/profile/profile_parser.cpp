#include "sim/profile/profile_parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "protocol/at/characters.h"
#include "sim/text/escapes.h"

namespace air780 {
namespace {

// What is wrong, and where in the line (from 0).
struct Complaint {
  std::size_t offset = 0;
  std::string message;
};

template <typename Value>
using Parsed = boost::system::result<Value, Complaint>;

constexpr std::string_view line_forms = "NAME = VALUE, quirk NAME = VALUE, based-on = MODEL or a comment (#) is";

bool is_name_letter(char c) { return (c >= 'a' && c <= 'z') || is_digit(c) || c == '-'; }

// Goes along one line.
class Line {
 public:
  explicit Line(std::string_view text) : text_(text) {}

  Parsed<ProfileSetting> setting() {
    ProfileSetting setting;
    skip_blanks();
    std::string_view name = word();
    if (name == "quirk" && !at_sign('=')) {
      setting.quirk = true;
      name = word();
    }
    setting.name_column = at_ - name.size() + 1;
    if (name.empty()) return wrong(fmt::format("{} expected", line_forms));
    setting.name = name;
    skip_blanks();
    if (!at_sign('=')) return wrong(fmt::format("'=' is expected behind '{}'", name));
    ++at_;
    skip_blanks();
    setting.value_column = at_ + 1;
    auto value = at_sign('"') ? quoted_value() : plain_value();
    if (!value) return value.error();
    setting.value = std::move(*value);
    skip_blanks();
    if (at_sign('[')) {
      if (auto complaint = evidence(setting)) return *complaint;
    }
    if (at_ < text_.size()) return wrong("nothing, or the evidence in brackets, is expected behind the value");
    return setting;
  }

 private:
  bool at_sign(char sign) const { return at_ < text_.size() && text_[at_] == sign; }
  void skip_blanks() {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
  }
  Complaint wrong(std::string message) const { return {at_, std::move(message)}; }

  // Letters of names, and the blanks behind them.
  std::string_view word() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_name_letter(text_[at_])) ++at_;
    const std::string_view found = text_.substr(begin, at_ - begin);
    if (found == "quirk") skip_blanks();
    return found;
  }

  // Up to the end of the line, or to the bracket of the evidence, which a blank divides from it.
  Parsed<std::string> plain_value() {
    std::size_t end = at_;
    while (end < text_.size() && !(text_[end] == '[' && is_blank(text_[end - 1]))) ++end;
    const std::string_view value = trimmed(text_.substr(at_, end - at_));
    if (value.empty()) return wrong("a value is expected");
    at_ += value.size();
    return std::string(value);
  }

  Parsed<std::string> quoted_value() {
    const std::size_t begin = ++at_;
    while (at_ < text_.size() && text_[at_] != '"') at_ += text_[at_] == '\\' ? 2U : 1U;
    if (at_ >= text_.size()) return Complaint{begin - 1, "the quote is not closed"};
    const auto bytes = unescape(text_.substr(begin, at_ - begin));
    if (const auto* bad = std::get_if<BadEscape>(&bytes)) {
      return Complaint{begin + bad->offset, fmt::format("'{}' is not allowed; \\\" and \\\\ are", bad->found)};
    }
    ++at_;
    return std::get<std::string>(bytes);
  }

  std::optional<Complaint> evidence(ProfileSetting& setting) {
    const std::size_t begin = at_ + 1;
    const std::size_t end = text_.find(']', begin);
    if (end == std::string_view::npos) return wrong("the bracket is not closed");
    const std::string_view inside = text_.substr(begin, end - begin);
    const std::size_t colon = inside.find(':');
    const std::string_view name = trimmed(inside.substr(0, colon));
    setting.evidence = parse_evidence(name);
    if (!setting.evidence) {
      return Complaint{begin, fmt::format("'{}' is not allowed; captured, documented, inferred or chosen is, and "
                                          "behind a colon where it is from",
                                          name)};
    }
    if (colon != std::string_view::npos) setting.source = trimmed(inside.substr(colon + 1));
    at_ = end + 1;
    skip_blanks();
    return std::nullopt;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

class ProfileParser {
 public:
  explicit ProfileParser(std::string_view file) : file_(file) {}

  boost::system::result<ProfileText, ProfileErrors> parse(std::string_view text) {
    for (std::size_t number = 1; !text.empty(); ++number) {
      const std::size_t end = text.find('\n');
      take(trimmed_end(text.substr(0, end)), number);
      text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    if (!errors_.empty()) return std::move(errors_);
    return std::move(profile_);
  }

 private:
  static std::string_view trimmed_end(std::string_view line) {
    while (!line.empty() && is_blank(line.back())) line.remove_suffix(1);
    return line;
  }

  void take(std::string_view line, std::size_t number) {
    const std::string_view content = trimmed(line);
    if (content.empty() || content.starts_with('#')) return;
    auto setting = Line(line).setting();
    if (!setting) {
      errors_.push_back({file_, number, setting.error().offset + 1, setting.error().message});
      return;
    }
    setting->line = number;
    if (const auto message = refused(*setting)) {
      errors_.push_back({file_, number, setting->name_column, *message});
      return;
    }
    if (is_base(*setting)) {
      profile_.based_on = std::move(*setting);
    } else {
      profile_.settings.push_back(std::move(*setting));
    }
  }

  static bool is_base(const ProfileSetting& setting) { return !setting.quirk && setting.name == "based-on"; }

  std::optional<std::string> refused(const ProfileSetting& setting) const {
    if (is_base(setting) && (profile_.based_on || !profile_.settings.empty())) {
      return "based-on is allowed as the first setting only";
    }
    const auto before = std::ranges::find_if(profile_.settings, [&setting](const ProfileSetting& other) {
      return other.name == setting.name && other.quirk == setting.quirk;
    });
    if (before == profile_.settings.end()) return std::nullopt;
    return fmt::format("'{}' is set already in line {}; once is allowed", setting.name, before->line);
  }

  std::string file_;
  ProfileText profile_;
  ProfileErrors errors_;
};

}  // namespace

std::string to_string(const ProfileError& error) {
  if (error.line == 0) return fmt::format("{}: {}", error.file, error.message);
  return fmt::format("{}:{}:{}: {}", error.file, error.line, error.column, error.message);
}

boost::system::result<ProfileText, ProfileErrors> parse_profile(std::string_view file, std::string_view text) {
  return ProfileParser(file).parse(text);
}

}  // namespace air780
