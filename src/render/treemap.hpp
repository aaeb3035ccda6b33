// Areas in proportion to sizes, as near to squares as they get.
#pragma once

#include <vector>

namespace barqdb::render {

struct Box {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;
};

// One box a size, in the order of `sizes`, which must be descending and positive; together they fill `whole`.
std::vector<Box> squarify(const std::vector<double>& sizes, const Box& whole);

}  // namespace barqdb::render
