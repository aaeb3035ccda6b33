// Replication: how far the standbys are behind, and what the slots keep.
#include <fmt/format.h>

#include <algorithm>

#include "analyze/health_checks.hpp"
#include "base/units.hpp"

namespace barqdb::analyze {
namespace {

struct Lag {
  std::optional<double> seconds;
  std::optional<std::int64_t> bytes;
};

std::string lag_text(const Lag& lag) {
  std::string out;
  if (lag.bytes) out = base::format_size(*lag.bytes);
  if (lag.seconds) out += (out.empty() ? "" : ", ") + seconds_text(*lag.seconds);
  return out.empty() ? "not known" : out + " behind";
}

bool too_far(const Lag& lag, const config::HealthSettings& health) {
  const double seconds = static_cast<double>(health.replication_lag.count()) / 1000;
  return (health.replication_lag.count() > 0 && lag.seconds && *lag.seconds >= seconds) ||
         (health.replication_lag_size > 0 && lag.bytes && *lag.bytes >= health.replication_lag_size);
}

void add_lag(HealthSheet& sheet, const std::string& replica, const Lag& lag, const config::HealthSettings& health) {
  sheet.add(
      {"health.replication_lag", lag.bytes ? model::Value(*lag.bytes) : model::Value(), replica + ": " + lag_text(lag),
       base::format_size(health.replication_lag_size) + ", " + base::format_duration(health.replication_lag)},
      {too_far(lag, health),
       "warning",
       "replica " + replica + " is " + lag_text(lag),
       {{"replica", replica},
        {"bytes", lag.bytes ? model::Value(*lag.bytes) : model::Value()},
        {"seconds", lag.seconds ? model::Value(*lag.seconds) : model::Value()}}});
}

// What a standby says of itself, with the distance in bytes to the main server, which was asked at about the same time.
void check_standby(HealthSheet& sheet, const model::HealthFacts& main, const config::HealthSettings& health) {
  const model::HealthFacts& facts = sheet.facts();
  Lag lag;
  lag.seconds = facts.number("replay_lag_seconds");
  const auto here = facts.number("wal_position_bytes");
  const auto there = main.number("wal_position_bytes");
  if (here && there && &facts != &main && !main.standby())
    lag.bytes = static_cast<std::int64_t>(std::max(0.0, *there - *here));
  add_lag(sheet, facts.node, lag, health);
  if (facts.number("replay_paused").value_or(0) > 0) {
    sheet.complain("health.replication_lag",
                   {true, "warning", "replay is paused: pg_wal_replay_resume() continues it"});
  }
}

bool slot_is_bad(const model::SlotFacts& slot, const config::HealthSettings& health) {
  if (slot.wal_status == "lost" || slot.wal_status == "unreserved") return true;
  return health.slot_size > 0 && slot.kept_bytes.value_or(0) >= health.slot_size;
}

void check_slot(HealthSheet& sheet, const model::SlotFacts& slot, const config::HealthSettings& health) {
  const std::string kept = slot.kept_bytes ? "keeps " + base::format_size(*slot.kept_bytes) : "keeps nothing yet";
  const std::string state =
      std::string(slot.active ? "active" : "not active") + (slot.wal_status.empty() ? "" : ", " + slot.wal_status);
  sheet.add({"health.replication_slot", slot.kept_bytes ? model::Value(*slot.kept_bytes) : model::Value(),
             slot.name + " " + kept + " (" + state + ")", base::format_size(health.slot_size)},
            {slot_is_bad(slot, health),
             slot.wal_status == "lost" ? "error" : "warning",
             slot.kind + " replication slot " + slot.name + " " + kept + " of write-ahead log (" + state + ")",
             {{"slot", slot.name},
              {"kind", slot.kind},
              {"active", slot.active},
              {"kept_bytes", slot.kept_bytes ? model::Value(*slot.kept_bytes) : model::Value()},
              {"wal_status", slot.wal_status}}});
}

}  // namespace

void check_replication(HealthSheet& sheet, const model::HealthFacts& main, const config::HealthSettings& health) {
  const model::HealthFacts& facts = sheet.facts();
  if (facts.standby()) check_standby(sheet, main, health);
  for (const model::ReplicaLag& replica : facts.replicas) {
    add_lag(sheet, replica.name, {replica.seconds, replica.bytes}, health);
  }
  for (const model::SlotFacts& slot : facts.slots) check_slot(sheet, slot, health);
  if (facts.number("archive_failed").value_or(0) > 0) {
    sheet.complain("health.archiving",
                   {true,
                    "error",
                    "the last attempt to archive write-ahead log failed; it piles up in pg_wal",
                    {{"failures", static_cast<std::int64_t>(facts.number("archive_failures_total").value_or(0))}}});
  }
}

}  // namespace barqdb::analyze
