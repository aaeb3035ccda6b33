// One query a look.
#include "execute/watch.hpp"

#include <fmt/format.h>

#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/units.hpp"
#include "execute/sql.hpp"

namespace barqdb::execute {

std::string Sight::text() const {
  std::string line = phase;
  if (total > 0) {
    line += fmt::format(" {:.0f} % ({} of {} {})", 100.0 * static_cast<double>(done) / static_cast<double>(total), done,
                        total, unit);
  }
  if (!blocker.empty()) line += (line.empty() ? "waits for " : ", waits for ") + blocker;
  return line;
}

std::string Pace::text(const Sight& sight, Time now) {
  if (sight.phase != phase_ || std::string_view(sight.unit) != unit_ || sight.done < first_) {
    phase_ = sight.phase;
    unit_ = sight.unit;
    first_ = sight.done;
    began_ = now;
    return "";
  }
  const std::chrono::duration<double> passed = now - began_;
  const auto moved = static_cast<double>(sight.done - first_);
  if (sight.total <= 0 || passed.count() < 1 || moved <= 0) return "";
  const double rate = moved / passed.count();
  const auto left = static_cast<double>(sight.total - sight.done) / rate;
  return fmt::format("{:.0f} {}/s, {} left", rate, sight.unit,
                     base::format_duration(base::Milliseconds(static_cast<std::int64_t>(left * 1000))));
}

namespace {

std::string blocker_text(const db::Result& row) {
  if (row.integer(0, 5) == 0) {
    return fmt::format("prepared transaction {} (of {}, for {}): COMMIT PREPARED or ROLLBACK PREPARED ends it",
                       row.text(0, 9), row.text(0, 7), base::format_duration(std::chrono::seconds(row.integer(0, 8))));
  }
  std::string text = "pid " + std::string(row.text(0, 5));
  if (row.text(0, 6).empty()) return text;  // without pg_read_all_stats the rest of another role's session is hidden
  text += fmt::format(" ({} for {}", row.text(0, 6), base::format_duration(std::chrono::seconds(row.integer(0, 8))));
  if (!row.text(0, 7).empty()) text += ", " + std::string(row.text(0, 7));
  std::string_view query = base::trim(row.text(0, 9));
  while (query.ends_with(';')) query.remove_suffix(1);
  return text + "): " + base::one_line(query, 80);
}

}  // namespace

Sight Watch::look(const std::string& statement) {
  Sight sight;
  trouble_.clear();
  try {
    if (!connection_) {
      connection_ = connect_();
      question_.emplace("barqdb_watch", sql::watch_statement);
    }
    const std::vector<db::Param> which{std::to_string(pid_), statement};
    const bool pooled = pid_ == 0;
    const db::Result row =
        pooled ? connection_->query(sql::watch_statement, which) : question_->ask(*connection_, which);
    if (row.rows() == 0) return sight;
    sight.phase = row.text(0, 0);
    // A phase counts blocks or tuples; the one with a total is the one that moves.
    const auto count = [&](std::size_t column, const char* unit) {
      if (row.integer(0, column + 1) <= 0) return;
      sight.done = row.integer(0, column);
      sight.total = row.integer(0, column + 1);
      sight.unit = unit;
    };
    count(1, "blocks");
    count(3, "tuples");
    if (!row.null(0, 5)) sight.blocker = blocker_text(row);
  } catch (const base::Error& error) {
    trouble_ = error.message;
    connection_.reset();  // not being able to look must never end a run; the next look tries again
  }
  return sight;
}

}  // namespace barqdb::execute
