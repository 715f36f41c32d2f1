// Fault rules: added, listed, taken back, and actions at once.
#include <fmt/format.h>

#include <boost/json.hpp>
#include <charconv>

#include "sim/control/route_handlers.h"
#include "sim/fault/action_table.h"
#include "sim/fault/fault_engine.h"
#include "sim/text/escapes.h"

namespace air780 {
namespace {

using boost::json::object;

object rule_json(const FaultEngine::Listed& rule) {
  return {{"id", rule.id},
          {"rule", escape(rule.text)},
          {"occurrences", rule.occurrences},
          {"fired", rule.fired},
          {"acting", rule.acting}};
}

ControlResponse bad_rule(std::string_view text, const RuleError& error) {
  return json_response(
      {{"error", explain(text, error)}, {"rule", escape(text)}, {"column", error.column}, {"expected", error.message}},
      400);
}

}  // namespace

ControlAnswer get_rules(const ControlledModule& controlled, const ControlRequest&) {
  boost::json::array rules;
  for (const FaultEngine::Listed& rule : controlled.faults.rules()) rules.push_back(rule_json(rule));
  return json_response(std::move(rules));
}

ControlAnswer post_rule(const ControlledModule& controlled, const ControlRequest& request) {
  const auto text = body_text(request, "rule");
  if (!text) return text.error();
  auto rule = parse_rule(*text);
  if (!rule) return bad_rule(*text, rule.error());
  if (controlled.faults.rules().size() >= most_rules) {
    return error_response(409, fmt::format("there are {} rules already; take some back first", most_rules));
  }
  const std::string written = escape(rule->text);
  const FaultEngine::RuleId id = controlled.faults.add(std::move(*rule));
  ControlResponse response = json_response({{"id", id}, {"rule", written}}, 201);
  response.headers["Location"] = fmt::format("/rules/{}", id);
  return response;
}

ControlAnswer delete_rule(const ControlledModule& controlled, const ControlRequest& request) {
  const std::string& text = request.parameter;
  FaultEngine::RuleId id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  const bool is_number = error == std::errc() && end == text.data() + text.size();
  if (!is_number || !controlled.faults.remove(id)) {
    return error_response(404, fmt::format("there is no rule '{}'", escape(text)));
  }
  return no_content();
}

ControlAnswer delete_rules(const ControlledModule& controlled, const ControlRequest&) {
  controlled.faults.clear();
  return no_content();
}

ControlAnswer post_inject(const ControlledModule& controlled, const ControlRequest& request) {
  const auto text = body_text(request, "action");
  if (!text) return text.error();
  const auto rule = parse_immediate_rule(*text);
  if (!rule) return bad_rule(*text, rule.error());
  controlled.faults.inject(rule->action);
  return json_response({{"action", escape(rule->action_text)}});
}

}  // namespace air780
