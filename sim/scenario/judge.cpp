#include "sim/scenario/judge.h"

#include <variant>

#include "sim/trace/transcript.h"

namespace air780 {

Judge::Judge(const Scenario& scenario, Duration at)
    : name_(scenario.name), file_(scenario.file), expectations_(scenario.expectations), began_(at) {
  for (const Expectation& expectation : expectations_) {
    Watched& watched = watched_.emplace_back();
    watched.watch = std::visit([](const auto& what) { return watch(what); }, expectation.what);
    watched.watch->begin(at);
  }
}

void Judge::on_event(const Event& event) {
  for (Watched& watched : watched_) watched.watch->see(event);
  recovery_.see(event);
  keep_line(event);
  look_for_misses();
}

void Judge::keep_line(const Event& event) {
  const std::string line = transcript_line(event);
  for (Watched& watched : watched_) {
    if (watched.lines_to_come == 0) continue;
    watched.around.push_back(line);
    --watched.lines_to_come;
  }
  lines_.push_back(line);
  if (lines_.size() > lines_before) lines_.pop_front();
}

void Judge::look_for_misses() {
  for (Watched& watched : watched_) {
    if (watched.told || !watched.watch->miss()) continue;
    watched.told = true;
    watched.around.assign(lines_.begin(), lines_.end());
    watched.lines_to_come = lines_behind;
  }
}

Verdict Judge::finish(Duration at, bool cut_short) {
  Verdict verdict;
  verdict.scenario = name_;
  verdict.file = file_;
  verdict.began = began_;
  verdict.ended = at;
  verdict.cut_short = cut_short;
  for (Watched& watched : watched_) watched.watch->finish(at);
  look_for_misses();
  for (std::size_t i = 0; i < watched_.size(); ++i) {
    const auto& miss = watched_[i].watch->miss();
    Judgement judgement{expectations_[i].line, expectations_[i].text, !miss, {}, at, watched_[i].around};
    judgement.detail = miss ? miss->detail : watched_[i].watch->summary();
    if (miss) judgement.at = miss->at;
    verdict.judgements.push_back(std::move(judgement));
  }
  verdict.recoveries = recovery_.recoveries();
  return verdict;
}

}  // namespace air780
