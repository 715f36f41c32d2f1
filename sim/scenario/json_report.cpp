#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "sim/scenario/plain_text.h"
#include "sim/scenario/report.h"

namespace air780 {
namespace {

namespace json = boost::json;

double seconds(Duration time) { return std::chrono::duration<double>(time).count(); }

json::object judgement_object(const Judgement& judgement) {
  json::object object;
  object["line"] = judgement.line;
  object["expectation"] = plain_text(judgement.expectation);
  object["met"] = judgement.met;
  object["detail"] = plain_text(judgement.detail);
  if (judgement.met) return object;
  object["at"] = seconds(judgement.at);
  json::array transcript;
  for (const std::string& line : judgement.around) transcript.emplace_back(plain_text(line));
  object["transcript"] = std::move(transcript);
  return object;
}

json::object recovery_object(const Verdict& verdict) {
  json::object object;
  if (const auto times = verdict.recovery_times()) {
    object["minimum"] = seconds(times->minimum);
    object["median"] = seconds(times->median);
    object["maximum"] = seconds(times->maximum);
  }
  json::array faults;
  for (const Recovery& recovery : verdict.recoveries) {
    json::object fault;
    fault["rule"] = plain_text(recovery.rule);
    fault["at"] = seconds(recovery.at);
    fault["disturbed"] = recovery.disturbed;
    if (recovery.time) {
      fault["seconds"] = seconds(*recovery.time);
    } else {
      fault["seconds"] = nullptr;
    }
    faults.push_back(std::move(fault));
  }
  object["faults"] = std::move(faults);
  return object;
}

json::object verdict_object(const Verdict& verdict) {
  json::object object;
  object["name"] = plain_text(verdict.scenario);
  object["file"] = plain_text(verdict.file);
  object["met"] = verdict.met();
  object["cut_short"] = verdict.cut_short;
  object["seconds"] = seconds(verdict.ended - verdict.began);
  json::array expectations;
  for (const Judgement& judgement : verdict.judgements) expectations.push_back(judgement_object(judgement));
  object["expectations"] = std::move(expectations);
  object["recovery"] = recovery_object(verdict);
  return object;
}

}  // namespace

std::string json_report(std::span<const Verdict> verdicts, std::uint64_t seed) {
  json::object report;
  report["seed"] = seed;
  report["met"] = std::ranges::all_of(verdicts, &Verdict::met);
  json::array scenarios;
  for (const Verdict& verdict : verdicts) scenarios.push_back(verdict_object(verdict));
  report["scenarios"] = std::move(scenarios);
  return json::serialize(report) + "\n";
}

}  // namespace air780
