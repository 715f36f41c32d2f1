// Reports for machines: whole documents, whatever a transcript holds.
#include <gmock/gmock.h>

#include <boost/json/parse.hpp>

#include "sim/scenario/report.h"
#include "sim/scenario/verdict_text.h"

namespace air780 {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

Verdict verdict() {
  Verdict verdict;
  verdict.scenario = "tcp-loss";
  verdict.file = "a/tcp-loss.scenario";
  verdict.ended = 60s;
  verdict.judgements.push_back({3, "expect online within 30s of every fault", true, "1 times", 60s, {}});
  verdict.judgements.push_back({4, "expect never \"<&>\"", false, "it came at 2 s ]]>", 2s, {"a \"<b>\" \x01\xff"}});
  verdict.recoveries.push_back({"on AT+MPUB #3: closed", 1s, true, 2s});
  verdict.recoveries.push_back({"every 5s: closed", 6s, true, {}});
  return verdict;
}

TEST(Report, FormatByTheEndingOfTheName) {
  EXPECT_EQ(report_format("a/report.xml"), ReportFormat::junit);
  EXPECT_EQ(report_format("report.json"), ReportFormat::json);
  EXPECT_EQ(report_format("report.txt"), std::nullopt);
}

TEST(Report, Junit) {
  const Verdict verdicts[] = {verdict()};
  const std::string xml = junit_report(verdicts, 7);
  EXPECT_THAT(xml, HasSubstr("<testsuite name=\"tcp-loss\" tests=\"2\" failures=\"1\""));
  EXPECT_THAT(xml, HasSubstr("name=\"expect never &quot;&lt;&amp;&gt;&quot;\""));
  EXPECT_THAT(xml, HasSubstr("<failure message=\"it came at 2 s ]]&gt;\">a/tcp-loss.scenario:4"));
  EXPECT_THAT(xml, HasSubstr("a &quot;&lt;b&gt;&quot; ??"));
  EXPECT_THAT(xml, HasSubstr("name=\"recovery.median\" value=\"2.000000\""));
  EXPECT_THAT(xml, HasSubstr("name=\"seed\" value=\"7\""));
  EXPECT_THAT(xml, Not(HasSubstr("<b>")));
}

TEST(Report, Json) {
  const Verdict verdicts[] = {verdict()};
  const auto report = boost::json::parse(json_report(verdicts, 7)).as_object();
  EXPECT_FALSE(report.at("met").as_bool());
  const auto& scenario = report.at("scenarios").as_array().at(0).as_object();
  EXPECT_EQ(scenario.at("name").as_string(), "tcp-loss");
  const auto& missed = scenario.at("expectations").as_array().at(1).as_object();
  EXPECT_FALSE(missed.at("met").as_bool());
  EXPECT_EQ(missed.at("at").as_double(), 2.0);
  const auto& recovery = scenario.at("recovery").as_object();
  EXPECT_EQ(recovery.at("maximum").as_double(), 2.0);
  EXPECT_TRUE(recovery.at("faults").as_array().at(1).as_object().at("seconds").is_null());
}

TEST(Report, AFileThatCannotBeWrittenIsTold) {
  const Verdict verdicts[] = {verdict()};
  EXPECT_THAT(write_report("/nowhere/report.xml", verdicts, 7).value_or(""), HasSubstr("/nowhere/report.xml: No such"));
}

TEST(Report, ForPeople) {
  const std::string text = to_text(verdict());
  EXPECT_THAT(text, HasSubstr("scenario tcp-loss: 1 of 2 expectations missed\n"));
  EXPECT_THAT(text, HasSubstr("ok      expect online within 30s of every fault: 1 times\n"));
  EXPECT_THAT(text, HasSubstr("MISSED  expect never"));
  EXPECT_THAT(text, HasSubstr("a/tcp-loss.scenario:4, at 2.000 s"));
  EXPECT_THAT(text, HasSubstr("recovery: 1 of 2 faults"));
}

}  // namespace
}  // namespace air780
