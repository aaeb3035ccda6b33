// One query a look.
#include "execute/watch.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/units.hpp"
#include "execute/sql.hpp"

namespace barqdb::execute {

std::string Sight::text() const {
  std::string line = phase;
  if (percent >= 0) line += fmt::format(" {:.0f} %", percent);
  if (!blocker.empty()) line += (line.empty() ? "waits for " : ", waits for ") + blocker;
  return line;
}

namespace {

std::string blocker_text(const db::Result& row) {
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
  try {
    if (!connection_) connection_ = connect_();
    const db::Result row = connection_->query(sql::watch_statement, {std::to_string(pid_), statement});
    if (row.rows() == 0) return sight;
    sight.phase = row.text(0, 0);
    // A phase counts blocks or tuples; the one with a total is the one that moves.
    const auto percent = [&](std::size_t done, std::size_t total) {
      if (row.integer(0, total) > 0) sight.percent = 100.0 * row.number(0, done) / row.number(0, total);
    };
    percent(1, 2);
    percent(3, 4);
    if (!row.null(0, 5)) sight.blocker = blocker_text(row);
  } catch (const base::Error&) {
    connection_.reset();  // not being able to look must never end a run; the next look tries again
  }
  return sight;
}

}  // namespace barqdb::execute
