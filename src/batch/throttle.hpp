// Whether a batch may go on at the moment, and at what pace: from what the server is doing. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "batch/spec.hpp"

namespace barqdb::batch {

// What the server is doing, as far as it could be seen.
struct Load {
  std::optional<base::Milliseconds> lag;  // of the replica that counts, the worst one else
  std::string lagging;                    // its name
  base::Milliseconds replay{0};           // the longest that a replica needs for what is written now
  std::int64_t wal_bytes = 0;             // position of the WAL, in bytes
  base::Milliseconds oldest_transaction{0};
  int oldest_pid = 0;
  double dead_rows = 0;
  double live_rows = 0;
  bool waited_for = false;   // somebody else waits for rows of a chunk
  std::int64_t writers = 0;  // other transactions that write
};

struct Brake {
  bool stop = false;   // no chunk begins now
  bool slow = false;   // after each chunk a pause as long as it was
  std::string reason;  // for a person; "" when there is none
  // What does not stop the batch, but makes its chunks shorter and the pauses between them longer.
  bool replicated = false;  // there is a replica
  bool near_lag = false;    // one is, or will be, more than half as far behind as it may
  bool waited_for = false;  // somebody waits for rows of a chunk
  bool crowded = false;     // many others are writing
};

// `wal_rate`: bytes a second since the look before. `minute` of the day, local time.
Brake judge(const Load& load, double wal_rate, int minute, const Pace& pace);

bool inside(const Window& window, int minute);
// "22:00-06:00"; nothing when it is no such window.
std::optional<Window> parse_window(const std::string& text);

}  // namespace barqdb::batch
