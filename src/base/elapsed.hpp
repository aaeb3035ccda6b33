// How long something took.
#pragma once

#include <chrono>

#include "base/units.hpp"

namespace barqdb::base {

inline Milliseconds since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration_cast<Milliseconds>(std::chrono::steady_clock::now() - begin);
}

}  // namespace barqdb::base
