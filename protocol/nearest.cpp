#include "protocol/nearest.h"

#include <algorithm>
#include <numeric>

#include "protocol/at/characters.h"

namespace air780 {

std::size_t edit_distance(std::string_view one, std::string_view other) {
  // Row by row of the table of Wagner and Fischer: the distances of a beginning of `one` to every beginning of `other`.
  std::vector<std::size_t> row(other.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < one.size(); ++i) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 0; j < other.size(); ++j) {
      const bool same = upper(one[i]) == upper(other[j]);
      const std::size_t replaced = diagonal + (same ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
    }
  }
  return row.back();
}

std::string nearest_first(std::string_view wanted, std::vector<std::string_view> known) {
  std::ranges::stable_sort(known, {}, [wanted](std::string_view name) { return edit_distance(wanted, name); });
  std::string text;
  for (const std::string_view name : known) text.append(text.empty() ? "" : ", ").append(name);
  return text;
}

}  // namespace air780
