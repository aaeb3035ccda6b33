// The order of the reasons is that of their weight: the first one that holds is told.
#include "batch/throttle.hpp"

#include <algorithm>
#include <cstdio>

namespace barqdb::batch {
namespace {

constexpr std::int64_t crowd = 4;    // writing at the same time
constexpr double few_dead = 10'000;  // autovacuum does not look at less

std::string clock_text(int minute) {
  char text[16];
  std::snprintf(text, sizeof text, "%02d:%02d", minute / 60, minute % 60);
  return text;
}

}  // namespace

bool inside(const Window& window, int minute) {
  if (window.begin <= window.end) return minute >= window.begin && minute < window.end;
  return minute >= window.begin || minute < window.end;
}

std::optional<Window> parse_window(const std::string& text) {
  int h1 = 0, m1 = 0, h2 = 0, m2 = 0, read = 0;
  if (std::sscanf(text.c_str(), "%2d:%2d-%2d:%2d%n", &h1, &m1, &h2, &m2, &read) != 4) return std::nullopt;
  const auto fine = [](int h, int m) { return h >= 0 && m >= 0 && m < 60 && (h < 24 || (h == 24 && m == 0)); };
  if (static_cast<std::size_t>(read) != text.size() || !fine(h1, m1) || !fine(h2, m2)) return std::nullopt;
  const Window window{h1 * 60 + m1, h2 * 60 + m2};
  if (window.begin == window.end) return std::nullopt;
  return window;
}

namespace {

Brake burden(const Load& load, double wal_rate, int minute, const Pace& pace) {
  if (pace.window && !inside(*pace.window, minute))
    return {true, false, "the window opens at " + clock_text(pace.window->begin)};
  if (load.lag && *load.lag > pace.max_lag) {
    return {true, false,
            "replica " + load.lagging + " lags " + base::format_duration(*load.lag) + " behind (at most " +
                base::format_duration(pace.max_lag) + ")"};
  }
  if (load.lag && load.replay > pace.max_lag) {
    return {true, false,
            "a replica needs " + base::format_duration(load.replay) + " for what is written (at most " +
                base::format_duration(pace.max_lag) + ")"};
  }
  if (pace.max_wal > 0 && wal_rate > static_cast<double>(pace.max_wal)) {
    return {true, false,
            "the server writes " + base::format_size(static_cast<std::int64_t>(wal_rate)) +
                " of WAL a second (at most " + base::format_size(pace.max_wal) + ")"};
  }
  if (load.dead_rows > few_dead && load.dead_rows > pace.max_dead * load.live_rows)
    return {false, true, "autovacuum is behind on the table; at half speed"};
  if (load.oldest_transaction > pace.max_transaction) {
    return {false, true,
            "pid " + std::to_string(load.oldest_pid) + " keeps a transaction open for " +
                base::format_duration(load.oldest_transaction) + ", so dead rows stay; at half speed"};
  }
  return {};
}

}  // namespace

Brake judge(const Load& load, double wal_rate, int minute, const Pace& pace) {
  Brake brake = burden(load, wal_rate, minute, pace);
  brake.replicated = load.lag.has_value();
  brake.near_lag = load.lag && std::max(*load.lag, load.replay) * 2 > pace.max_lag;
  brake.waited_for = load.waited_for;
  brake.crowded = load.writers >= crowd;
  return brake;
}

}  // namespace barqdb::batch
