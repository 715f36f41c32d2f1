// Figures of one kind, summed up by rank, since a noisy machine makes means meaningless.
// Values; one thread.
#pragma once

#include <cstddef>
#include <vector>

namespace air780 {

class Samples {
 public:
  void add(double value) { values_.push_back(value); }
  std::size_t size() const { return values_.size(); }
  double median() const { return percentile(50); }
  // The smallest value that `percent` of all values do not exceed; 0 if there are none.
  double percentile(double percent) const;
  double most() const { return percentile(100); }

 private:
  std::vector<double> values_;
};

}  // namespace air780
