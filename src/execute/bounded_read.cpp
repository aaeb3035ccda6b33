// Attempts of a second each: a weak lock that waits keeps nobody waiting but other exclusive ones.
#include "execute/bounded_read.hpp"

#include <fmt/format.h>

#include <chrono>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "catalog/one_spelling.hpp"
#include "execute/lock_ladder.hpp"
#include "execute/sql.hpp"

namespace barqdb::execute {
namespace {

using Clock = std::chrono::steady_clock;

constexpr base::Milliseconds one_attempt{1000};

std::string holder_of(db::Connection& connection, const std::set<model::QualifiedName>& tables) {
  std::vector<std::string> names;
  for (const model::QualifiedName& table : tables) names.push_back(table.quoted());
  const db::Result holder = connection.query(sql::exclusive_holder, {db::array_literal(names)});
  if (holder.rows() == 0) return "another session";
  std::string text = "pid " + std::string(holder.text(0, 0));
  if (holder.text(0, 1).empty()) return text;
  text +=
      fmt::format(" ({} for {}", holder.text(0, 1), base::format_duration(std::chrono::seconds(holder.integer(0, 3))));
  if (!holder.text(0, 2).empty()) text += ", " + std::string(holder.text(0, 2));
  return text + "): " + base::one_line(holder.text(0, 4), 80);
}

}  // namespace

void read_within_budget(db::Connection& connection, const ReadBounds& bounds,
                        const std::set<model::QualifiedName>& tables,
                        const std::function<void(base::Milliseconds lock_timeout)>& read) {
  const auto began = Clock::now();
  std::string said;
  while (true) {
    try {
      read(std::min(one_attempt, std::max(base::Milliseconds(1), bounds.online.lock_budget)));
      return;
    } catch (base::Error& error) {
      if (error.sqlstate != "55P03" || !connection.alive()) throw;
      if (connection.in_transaction()) connection.query("ROLLBACK");
      const std::string holder = holder_of(connection, tables);
      if (Clock::now() - began >= bounds.online.lock_budget) {
        throw base::Error(base::ErrorKind::busy,
                          "what stands in the database cannot be read: " + holder +
                              " holds it exclusively, and the "
                              "lock budget of " +
                              base::format_duration(bounds.online.lock_budget) + " is spent",
                          "nothing was changed; wait for that session and type the same command again");
      }
      const std::string who = holder.substr(0, holder.find(" ("));
      if (bounds.note && who != said) bounds.note("reading the catalog waits for " + holder);
      said = who;
    }
    pause_for(jittered(base::Milliseconds(200)));
  }
}

model::Catalog read_plan_facts(db::Connection& connection, const catalog::PlanNames& names, const ReadBounds& bounds) {
  model::Catalog catalog;
  read_within_budget(connection, bounds, names.tables, [&](base::Milliseconds lock_timeout) {
    connection.query("BEGIN; SET LOCAL lock_timeout = " + std::to_string(lock_timeout.count()) + "; " +
                     catalog::one_spelling_sql("LOCAL"));
    catalog = catalog::read_plan_facts(connection, names);
    connection.query("COMMIT");
  });
  return catalog;
}

}  // namespace barqdb::execute
