// How many bytes a B-tree would take if it were built anew, from the statistics of its columns. Pure.
#pragma once

#include <string>
#include <vector>

namespace barqdb::analyze {

// A key column, as statistics describe it.
struct KeyWidth {
  double bytes = 0;    // of a value that is not NULL, without padding
  double aligned = 0;  // the same once padded to 8 bytes: for values of varying length more than rounding says
  int align = 1;       // 1, 2, 4 or 8
  double null_fraction = 0;
};

// A number of rows that are spread evenly over a number of distinct keys.
struct KeyGroup {
  double rows = 0;
  double distinct = 1;
};

struct BtreeShape {
  std::vector<KeyWidth> keys;
  std::vector<KeyGroup> groups;  // the most common value, the rest, NULLs …; only rows matter when nothing is merged
  bool merges = false;  // equal keys are merged into posting lists (deduplicate_items, and the classes allow it)
  int fillfactor = 90;
};

// Bytes of one index tuple of m equal keys, with its line pointer; m >= 1.
double tuple_bytes(double key, double equal_rows, bool merges);
// Average bytes of the key columns in an index tuple, padded to 8.
double key_bytes(const std::vector<KeyWidth>& keys);
// Pages, with those above the leaves and the first one.
double btree_pages(const BtreeShape& shape);

}  // namespace barqdb::analyze
