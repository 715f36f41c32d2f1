#include "protocol/cellular/operators.h"

#include <algorithm>

namespace air780 {
namespace {

// Whoever serves the SIM, the other networks of the country are in the air too, and forbidden to it.
std::vector<Operator> receivable_by(const ModelProfile& profile) {
  std::vector<Operator> operators = {
      {profile.operator_long, profile.operator_short, profile.operator_numeric, true},
      {"CHINA MOBILE", "CMCC", "46000", false},
      {"CHN-UNICOM", "UNICOM", "46001", false},
      {"CHN-CT", "CT", "46011", false},
  };
  const auto is_home = [&](const Operator& one) { return one.numeric == profile.operator_numeric; };
  operators.erase(std::remove_if(operators.begin() + 1, operators.end(), is_home), operators.end());
  return operators;
}

}  // namespace

const std::string& Operator::name(int format) const {
  if (format == 0) return long_name;
  return format == 1 ? short_name : numeric;
}

OperatorChoice::OperatorChoice(const ModelProfile& profile) : receivable_(receivable_by(profile)) {}

const Operator* OperatorChoice::find(int format, std::string_view name) const {
  const auto found =
      std::ranges::find_if(receivable_, [&](const Operator& candidate) { return candidate.name(format) == name; });
  return found == receivable_.end() ? nullptr : &*found;
}

}  // namespace air780
