// What a batch tells while it works. The shell prints it; tests listen to it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/units.hpp"

namespace barqdb::batch {

struct Progress {
  std::int64_t rows = 0;      // changed so far, by earlier runs, too
  std::int64_t estimate = 0;  // of rows in all; 0 when nobody knows
  double rows_second = 0;
  std::optional<base::Milliseconds> left;
  std::optional<base::Milliseconds> lag;
  std::string waits_for;
};

class Listener {
 public:
  virtual ~Listener() = default;
  virtual void progress(const Progress& progress) = 0;  // about twice a second
  virtual void note(const std::string& text) = 0;       // something that a person should read
};

}  // namespace barqdb::batch
