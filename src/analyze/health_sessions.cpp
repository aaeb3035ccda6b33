// Sessions: connections against the limit, long transactions, old snapshots, lock waits.
#include <fmt/format.h>

#include "analyze/health_checks.hpp"
#include "base/text.hpp"

namespace barqdb::analyze {
namespace {

double seconds_of(base::Milliseconds value) { return static_cast<double>(value.count()) / 1000; }

bool passed(base::Milliseconds limit, std::int64_t seconds) {
  return limit.count() > 0 && static_cast<double>(seconds) >= seconds_of(limit);
}

std::string limit_text(base::Milliseconds limit) { return limit.count() > 0 ? base::format_duration(limit) : ""; }

std::string session_text(const model::SessionState& session) {
  return "pid " + std::to_string(session.pid) + " of " + (session.user.empty() ? "?" : session.user) +
         (session.application.empty() ? "" : " (" + session.application + ")");
}

std::vector<std::pair<std::string, model::Value>> evidence_of(const model::SessionState& session,
                                                              std::int64_t seconds) {
  return {{"seconds", seconds},     {"pid", session.pid},
          {"user", session.user},   {"application", session.application},
          {"state", session.state}, {"statement", session.statement}};
}

void check_connections(HealthSheet& sheet, int limit) {
  const model::HealthFacts& facts = sheet.facts();
  std::int64_t used = 1;  // our own
  std::vector<std::string> parts;
  for (const model::SessionState& state : facts.states) {
    used += state.sessions;
    parts.push_back(state.state + " " + std::to_string(state.sessions));
  }
  const double most = facts.number("connections_limit").value_or(0) - facts.number("connections_reserved").value_or(0);
  if (most <= 0) return;
  const double share = 100.0 * static_cast<double>(used) / most;
  sheet.add({"health.connections", used,
             fmt::format("{} of {:.0f} ({}){}", used, most, percent_text(share),
                         parts.empty() ? "" : ": " + base::join(parts, ", ")),
             fmt::format("{} %", limit)},
            {share >= limit,
             share >= 95 ? "error" : "warning",
             fmt::format("{} of {:.0f} connections that ordinary roles may open are taken ({})", used, most,
                         percent_text(share)),
             {{"used", used}, {"limit", most}, {"share", share}}});
}

const model::SessionState* oldest_transaction(const model::HealthFacts& facts) {
  const model::SessionState* oldest = nullptr;
  for (const model::SessionState& state : facts.states) {
    if (state.transaction_seconds && (oldest == nullptr || *state.transaction_seconds > *oldest->transaction_seconds))
      oldest = &state;
  }
  return oldest;
}

void check_transactions(HealthSheet& sheet, base::Milliseconds limit) {
  const model::SessionState* oldest = oldest_transaction(sheet.facts());
  const std::int64_t seconds = oldest == nullptr ? 0 : *oldest->transaction_seconds;
  Complaint complaint;
  if (oldest != nullptr) {
    complaint = {passed(limit, seconds), "warning",
                 session_text(*oldest) + " has been in a transaction for " +
                     seconds_text(static_cast<double>(seconds)) + " (" + oldest->state + "): " + oldest->statement,
                 evidence_of(*oldest, seconds)};
  }
  sheet.add({"health.long_transaction", seconds,
             oldest == nullptr ? "none" : seconds_text(static_cast<double>(seconds)) + ", " + session_text(*oldest),
             limit_text(limit)},
            complaint);
}

void check_idle(HealthSheet& sheet, base::Milliseconds limit) {
  for (const model::SessionState& state : sheet.facts().states) {
    if (!state.state.starts_with("idle in transaction") || !state.state_seconds) continue;
    const std::int64_t seconds = *state.state_seconds;
    sheet.add({"health.idle_in_transaction", seconds,
               seconds_text(static_cast<double>(seconds)) + ", " + session_text(state), limit_text(limit)},
              {passed(limit, seconds), "warning",
               session_text(state) + " has been " + state.state + " for " + seconds_text(static_cast<double>(seconds)) +
                   "; it holds its locks and keeps dead rows",
               evidence_of(state, seconds)});
  }
}

// Without pg_read_all_stats a role sees that there are sessions, not what they do.
bool others_visible(const HealthSheet& sheet) { return sheet.facts().number("statistics_visible").value_or(1) > 0; }

// Of one that waits, with who is in its way.
Complaint complaint_of(const model::LockWait& wait, base::Milliseconds limit) {
  const std::int64_t seconds = wait.seconds.value_or(0);
  const std::string blocker = wait.blockers.empty() ? "somebody unknown" : "pid " + wait.blockers;
  return {passed(limit, seconds),
          "warning",
          "pid " + std::to_string(wait.pid) + " of " + wait.user + " has waited " +
              seconds_text(static_cast<double>(seconds)) + " for " + wait.mode + " on " + wait.object +
              "; in its way: " + blocker +
              (wait.blocker_state.empty() ? "" : " (" + wait.blocker_state + "): " + wait.blocker_statement),
          {{"seconds", seconds},
           {"pid", wait.pid},
           {"user", wait.user},
           {"object", wait.object},
           {"mode", wait.mode},
           {"statement", wait.statement},
           {"blockers", wait.blockers},
           {"blocker_state", wait.blocker_state},
           {"blocker_statement", wait.blocker_statement}}};
}

}  // namespace

void check_sessions(HealthSheet& sheet, const config::HealthSettings& health) {
  check_connections(sheet, health.connections);
  if (!others_visible(sheet)) {
    sheet.hide("health.long_transaction");
    return;
  }
  check_transactions(sheet, health.long_transaction);
  check_idle(sheet, health.idle_in_transaction);
}

void check_snapshots(HealthSheet& sheet, const config::HealthSettings& health) {
  if (!others_visible(sheet) && sheet.facts().holders.empty()) {
    sheet.hide("health.oldest_snapshot");
    return;
  }
  if (sheet.facts().holders.empty()) {
    sheet.add({"health.oldest_snapshot", std::int64_t{0}, "none", std::to_string(health.snapshot_age)});
    return;
  }
  const model::SnapshotHolder& oldest = sheet.facts().holders.front();
  const std::string who =
      oldest.kind + " " + oldest.name + (oldest.pid ? " (pid " + std::to_string(*oldest.pid) + ")" : "");
  sheet.add(
      {"health.oldest_snapshot", oldest.age, base::counted(oldest.age, "transaction", "transactions") + ", " + who,
       base::counted(health.snapshot_age, "transaction", "transactions")},
      {oldest.age >= health.snapshot_age,
       "warning",
       who + " keeps rows that died since " + base::counted(oldest.age, "transaction", "transactions") +
           " from being removed",
       {{"age", oldest.age},
        {"kind", oldest.kind},
        {"holder", oldest.name},
        {"pid", oldest.pid ? model::Value(*oldest.pid) : model::Value()},
        {"seconds", oldest.seconds ? model::Value(*oldest.seconds) : model::Value()},
        {"statement", oldest.statement}}});
}

void check_lock_waits(HealthSheet& sheet, const config::HealthSettings& health) {
  const auto& waits = sheet.facts().waits;
  const auto count = static_cast<std::int64_t>(waits.size());
  sheet.add({"health.lock_wait", count,
             waits.empty() ? "none"
                           : base::counted(count, "session waits", "sessions wait") + ", longest " +
                                 seconds_text(static_cast<double>(waits.front().seconds.value_or(0))),
             limit_text(health.lock_wait)},
            waits.empty() ? Complaint{} : complaint_of(waits.front(), health.lock_wait));  // the longest comes first
  for (std::size_t i = 1; i < waits.size(); ++i)
    sheet.complain("health.lock_wait", complaint_of(waits[i], health.lock_wait));
}

}  // namespace barqdb::analyze
