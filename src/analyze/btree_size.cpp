// The arithmetic of nbtree: tuples, posting lists, pages. Constants are those of PostgreSQL 13 to 18 with 8 kB pages.
#include "analyze/btree_size.hpp"

#include <algorithm>
#include <cmath>

namespace barqdb::analyze {
namespace {

constexpr double page = 8192;
constexpr double page_overhead = 40;  // header 24, special space 16
constexpr double line_pointer = 4;
constexpr double tuple_header = 8;
constexpr double null_bitmap = 8;  // header and bitmap of 32 columns, padded
constexpr double heap_pointer = 6;
constexpr double posting_build = 812;  // largest posting list that a build makes: a tenth of a page

double round_up(double value, double to) { return std::ceil(value / to - 1e-9) * to; }

// Bytes of `equal` rows with one key; `equal` is whole.
double whole_tuple(double key, double equal) {
  const double plain = tuple_header + key + line_pointer;
  if (equal < 2) return plain * equal;
  const double most = std::max(2.0, std::floor((posting_build - tuple_header - key) / heap_pointer));
  if (equal <= most) return std::min(plain + round_up(heap_pointer * equal, 8), plain * equal);
  const double full = std::floor(equal / most);
  return full * (plain + round_up(heap_pointer * most, 8)) + whole_tuple(key, equal - full * most);
}

// Rows that fall on keys at random: how many keys have how many rows is a Poisson distribution without its zero. `mean`
// is rows per key.
double random_tuples(double key, double mean) {
  double rate = mean;
  for (int i = 0; i < 60; ++i) rate = mean * (1 - std::exp(-rate));  // mean = rate / (1 - exp(-rate))
  if (rate < 1e-6) return whole_tuple(key, 1);
  double share = std::exp(-rate) / (1 - std::exp(-rate));
  double bytes = 0;
  for (int m = 1; m < 200; ++m) {
    share *= rate / m;
    bytes += share * whole_tuple(key, m);
  }
  return bytes;
}

double even_tuples(double key, double mean) {
  const double less = std::floor(mean);
  return whole_tuple(key, less) * (less + 1 - mean) + whole_tuple(key, less + 1) * (mean - less);
}

}  // namespace

double tuple_bytes(double key, double equal_rows, bool merges) {
  if (!merges) return equal_rows * (tuple_header + key + line_pointer);
  const double even = even_tuples(key, equal_rows);
  return equal_rows < 20 ? (even + random_tuples(key, equal_rows)) / 2 : even;
}

double key_bytes(const std::vector<KeyWidth>& keys) {
  double offset = 0;
  bool varies = false;     // padding depends on values: half of the alignment on average
  double all_present = 1;  // the chance that no column is NULL
  for (const KeyWidth& key : keys) {
    const double present = 1 - key.null_fraction;
    all_present *= present;
    if (key.align > 1) offset = varies ? offset + (key.align - 1) / 2.0 : round_up(offset, key.align);
    offset += key.bytes * present;
    varies = varies || key.align == 1 || (key.null_fraction > 0 && key.null_fraction < 1);
  }
  double padded = round_up(offset, 8);
  if (keys.size() == 1) {
    padded = keys[0].aligned * (1 - keys[0].null_fraction);
  } else if (varies) {
    padded = offset + 3.5;
  }
  return padded + (1 - all_present) * null_bitmap;
}

double btree_pages(const BtreeShape& shape) {
  const double key = key_bytes(shape.keys);
  double bytes = 0;
  for (const KeyGroup& group : shape.groups) {
    if (group.rows <= 0) continue;
    const double distinct = std::clamp(group.distinct, 1.0, std::max(1.0, group.rows));
    bytes += distinct * tuple_bytes(key, group.rows / distinct, shape.merges);
  }
  const double room = (page - page_overhead) * shape.fillfactor / 100 - (tuple_header + key + line_pointer) / 2;
  const double leaves = std::max(1.0, std::ceil(bytes / room));
  const double pivot = tuple_header + key + line_pointer;
  const double fanout = std::max(2.0, (page - page_overhead) * 0.7 / pivot);
  double inner = 0;
  for (double level = leaves; level > 1; level = std::ceil(level / fanout)) inner += std::ceil(level / fanout);
  return leaves + inner + 1;
}

}  // namespace barqdb::analyze
