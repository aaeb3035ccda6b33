// Storage: cache, scans, checkpoints, vacuum, wraparound, the age of the statistics.
#include <fmt/format.h>

#include "analyze/health_checks.hpp"
#include "analyze/statistics_age.hpp"
#include "base/text.hpp"

namespace barqdb::analyze {
namespace {

// Below these, a ratio says nothing.
constexpr double least_blocks = 100'000;
constexpr double least_scans = 1'000;
constexpr double least_checkpoints = 20;
constexpr double last_transaction = 2147483648.0;  // 2^31: a wraparound

// A share of two counters that should not be under (or over) a limit.
struct Share {
  std::string check;
  const char* part;
  const char* rest;
  double least = 0;  // of both together
  int limit = 0;
  bool at_least = true;
  std::string what;  // "of block reads are answered from the cache"
};

void check_share(HealthSheet& sheet, const Share& share) {
  const auto part = sheet.facts().number(share.part);
  const auto rest = sheet.facts().number(share.rest);
  if (!part || !rest) return;
  const double all = *part + *rest;
  const double percent = all > 0 ? 100 * *part / all : 0;
  const bool enough = all >= share.least;
  const bool bad = enough && (share.at_least ? percent < share.limit : percent > share.limit);
  sheet.add({share.check, all > 0 ? model::Value(percent) : model::Value(),
             all > 0 ? percent_text(percent) + (enough ? "" : ", too few to judge") : "nothing counted yet",
             fmt::format("{} {} %", share.at_least ? "at least" : "at most", share.limit)},
            {bad,
             "warning",
             fmt::format("{} {}", percent_text(percent), share.what),
             {{"share", percent}, {share.part, *part}, {share.rest, *rest}}});
}

void check_reset(HealthSheet& sheet, base::Milliseconds limit) {
  const auto reset = sheet.facts().number("statistics_reset_time");
  const auto now = sheet.facts().number("now");
  if (!now) return;
  const double age = reset ? *now - *reset : 0;
  const bool young = reset && limit.count() > 0 && age * 1000 < static_cast<double>(limit.count());
  sheet.add({"health.statistics_reset", reset ? model::Value(static_cast<std::int64_t>(age)) : model::Value(),
             reset ? seconds_text(age) + " ago" : "never", limit.count() > 0 ? base::format_duration(limit) : ""},
            {young,
             "info",
             "statistics of the database were reset at " + iso_time(static_cast<std::int64_t>(reset.value_or(0))) +
                 ": counters say nothing of the time before",
             {{"age_seconds", static_cast<std::int64_t>(age)}}});
}

void check_wraparound(HealthSheet& sheet, int limit) {
  const auto& facts = sheet.facts().wraparound;
  if (!facts) return;
  const double age = static_cast<double>(std::max(facts->transactions, facts->multixacts));
  const double share = 100 * age / last_transaction;
  sheet.add(
      {"health.wraparound", static_cast<std::int64_t>(age),
       fmt::format("{:.0f} transactions ({}), database {}", age, percent_text(share), facts->database),
       fmt::format("{} %", limit)},
      {share >= limit,
       share >= 80 ? "error" : "warning",
       fmt::format("database {} has used {} of its transaction ids since the last freeze; at 100 % the server stops",
                   facts->database, percent_text(share)),
       {{"database", facts->database},
        {"transactions", facts->transactions},
        {"multixacts", facts->multixacts},
        {"share", share}}});
}

void complain_of_dead_rows(HealthSheet& sheet) {
  for (const model::DeadRows& table : sheet.facts().dead_rows) {
    const double share = 100 * static_cast<double>(table.dead) / static_cast<double>(table.live + table.dead);
    const std::string last = table.vacuum_seconds
                                 ? "last vacuumed " + seconds_text(static_cast<double>(*table.vacuum_seconds)) + " ago"
                                 : "not vacuumed since statistics count";
    sheet.complain("health.dead_rows",
                   {true,
                    "warning",
                    fmt::format("{} of its rows are dead ({}); {}{}", percent_text(share), table.dead, last,
                                table.autovacuum_off ? "; autovacuum is off for this table" : ""),
                    {{"dead", table.dead},
                     {"live", table.live},
                     {"share", share},
                     {"vacuum_seconds", table.vacuum_seconds ? model::Value(*table.vacuum_seconds) : model::Value()},
                     {"autovacuum_off", table.autovacuum_off}},
                    table.table.text(),
                    table.table.text()});
  }
}

}  // namespace

void check_vacuum(HealthSheet& sheet, const config::HealthSettings& health) {
  check_wraparound(sheet, health.wraparound);
  if (sheet.facts().standby()) return;  // a standby vacuums nothing, and shows the main server's transaction ids
  const auto count = static_cast<std::int64_t>(sheet.facts().dead_rows.size());
  sheet.add({"health.dead_rows", count, count == 0 ? "none" : base::counted(count, "table", "tables"),
             fmt::format("{} % of a table", health.dead_rows)});
  complain_of_dead_rows(sheet);
  if (sheet.facts().number("autovacuum").value_or(1) < 1) {
    sheet.complain("health.autovacuum",
                   {true, "warning",
                    "autovacuum is off (autovacuum, track_counts): dead rows stay, and transaction ids "
                    "are frozen only in an emergency"});
  }
}

void check_counters(HealthSheet& sheet, const config::HealthSettings& health) {
  check_share(sheet, {"health.cache_hit", "blocks_hit_total", "blocks_read_total", least_blocks, health.cache_hit, true,
                      "of block reads were answered from shared_buffers"});
  check_share(sheet,
              {"health.index_scans", "large_table_index_scans_total", "large_table_sequential_scans_total", least_scans,
               health.index_scans, true, "of the scans of tables with 10,000 rows or more use an index"});
  check_share(sheet, {"health.checkpoints", "checkpoints_requested_total", "checkpoints_timed_total", least_checkpoints,
                      health.requested_checkpoints, false,
                      "of the checkpoints came before their time: max_wal_size is too small for the writes"});
  check_reset(sheet, health.statistics_reset);
}

}  // namespace barqdb::analyze
