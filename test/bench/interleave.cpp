#include "test/bench/interleave.h"

#include "test/bench/samples.h"

namespace air780 {
namespace {

Samples run_batch(int size, const std::function<std::chrono::nanoseconds()>& work) {
  Samples samples;
  for (int i = 0; i < size; ++i) samples.add(std::chrono::duration<double, std::micro>(work()).count());
  return samples;
}

}  // namespace

Comparison interleave(Repetitions repetitions, const std::function<std::chrono::nanoseconds()>& floor,
                      const std::function<std::chrono::nanoseconds()>& ours) {
  Samples floor_p50, floor_p99, our_p50, our_p99, ratio;
  for (int round = 0; round <= repetitions.rounds; ++round) {
    // Who comes first changes too, since the second finds the caches as the first left them.
    const bool ours_first = round % 2 == 1;
    Samples our_batch = ours_first ? run_batch(repetitions.batch, ours) : Samples();
    const Samples floor_batch = run_batch(repetitions.batch, floor);
    if (!ours_first) our_batch = run_batch(repetitions.batch, ours);
    if (round == 0) continue;
    floor_p50.add(floor_batch.median());
    floor_p99.add(floor_batch.percentile(99));
    our_p50.add(our_batch.median());
    our_p99.add(our_batch.percentile(99));
    ratio.add(our_batch.median() / floor_batch.median());
  }
  return {floor_p50.median(), floor_p99.median(), our_p50.median(), our_p99.median(), ratio.median()};
}

}  // namespace air780
