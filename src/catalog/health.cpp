// The rows of sql/health_*.sql as facts.
#include "catalog/health.hpp"

#include <functional>

#include "base/error.hpp"
#include "base/text.hpp"
#include "catalog/catalog_text.hpp"
#include "catalog/sql.hpp"

namespace barqdb::catalog {
namespace {

using db::Result;

std::string text(const Result& result, std::size_t row, std::size_t column) {
  return std::string(result.text(row, column));
}

void add_numbers(const Result& result, model::HealthFacts& facts) {
  for (std::size_t row = 0; row < result.rows(); ++row) facts.numbers[text(result, row, 0)] = result.number(row, 1);
}

void add_states(const Result& result, model::HealthFacts& facts) {
  for (std::size_t row = 0; row < result.rows(); ++row) {
    facts.states.push_back({text(result, row, 0), result.integer(row, 1), result.integer(row, 2), text(result, row, 3),
                            text(result, row, 4), optional_integer(result, row, 5), optional_integer(result, row, 6),
                            base::one_line(result.text(row, 7))});
  }
}

void add_holders(const Result& result, model::HealthFacts& facts) {
  for (std::size_t row = 0; row < result.rows(); ++row) {
    facts.holders.push_back({text(result, row, 0), text(result, row, 1), optional_integer(result, row, 2),
                             result.integer(row, 3), optional_integer(result, row, 4),
                             base::one_line(result.text(row, 5))});
  }
}

void add_waits(const Result& result, model::HealthFacts& facts) {
  for (std::size_t row = 0; row < result.rows(); ++row) {
    facts.waits.push_back({result.integer(row, 0), text(result, row, 1), optional_integer(result, row, 2),
                           text(result, row, 3), text(result, row, 4), base::one_line(result.text(row, 5)),
                           text(result, row, 6), text(result, row, 7), base::one_line(result.text(row, 8))});
  }
}

void add_replicas(const Result& result, model::HealthFacts& facts) {
  for (std::size_t row = 0; row < result.rows(); ++row) {
    facts.replicas.push_back({text(result, row, 0), text(result, row, 1), optional_integer(result, row, 2),
                              result.null(row, 3) ? std::nullopt : std::optional<double>(result.number(row, 3))});
  }
}

void add_slots(const Result& result, model::HealthFacts& facts) {
  for (std::size_t row = 0; row < result.rows(); ++row) {
    facts.slots.push_back({text(result, row, 0), text(result, row, 1), result.boolean(row, 2),
                           optional_integer(result, row, 3), text(result, row, 4)});
  }
}

void add_wraparound(const Result& result, model::HealthFacts& facts) {
  if (result.rows() == 0) return;
  facts.wraparound = model::WraparoundFacts{text(result, 0, 0), result.integer(0, 1), result.integer(0, 2)};
}

void add_dead_rows(const Result& result, model::HealthFacts& facts) {
  for (std::size_t row = 0; row < result.rows(); ++row) {
    facts.dead_rows.push_back({{text(result, row, 0), text(result, row, 1)},
                               result.integer(row, 2),
                               result.integer(row, 3),
                               optional_integer(result, row, 4),
                               result.boolean(row, 5)});
  }
}

void add_indexes(const Result& result, model::HealthFacts& facts) {
  model::IndexCounts counts;
  counts.indexes = result.integer(0, 0);
  counts.invalid = result.integer(0, 1);
  counts.invalid_names = text(result, 0, 2);
  for (const std::string_view oid : base::split(result.text(0, 3), ' ')) {
    if (!oid.empty()) counts.never_used.push_back(std::stoll(std::string(oid)));
  }
  facts.indexes = std::move(counts);
}

// One question that may fail by itself without ending the reading.
struct Question {
  const char* object;  // for not_examined
  std::string_view sql;
  std::function<void(const Result&, model::HealthFacts&)> add;
  std::vector<db::Param> parameters = {};
};

std::vector<Question> questions(int server_version, double dead_rows) {
  const std::string_view checkpoints = server_version >= 170'000 ? sql::health_checkpoints_17 : sql::health_checkpoints;
  return {{"server", sql::health_server, add_numbers},
          {"sessions", sql::health_activity, add_states},
          {"snapshots", sql::health_snapshots, add_holders},
          {"lock waits", sql::health_waits, add_waits},
          {"database counters", sql::health_database, add_numbers},
          {"replication", sql::health_replicas, add_replicas},
          {"replication slots", sql::health_slots, add_slots},
          {"wraparound", sql::health_vacuum, add_wraparound},
          {"dead rows", sql::health_dead_rows, add_dead_rows, {std::to_string(dead_rows)}},
          {"checkpoints", checkpoints, add_numbers},
          {"indexes", sql::health_indexes, add_indexes}};
}

// Sessions of others are seen without their state by a role that lacks pg_read_all_stats.
void name_what_is_hidden(model::HealthFacts& facts) {
  if (facts.number("statistics_visible").value_or(1) > 0) return;
  facts.not_examined.push_back(
      {"sessions of other roles",
       "not visible to this role: states, transactions, snapshots, statements and replication lag; "
       "GRANT pg_monitor (or pg_read_all_stats) to it"});
}

}  // namespace

model::HealthFacts read_health(db::Connection& connection, double dead_rows) {
  model::HealthFacts facts;
  facts.database = connection.database();
  facts.server_version = connection.server_version();
  for (const Question& question : questions(facts.server_version, dead_rows)) {
    try {
      question.add(connection.query(question.sql, question.parameters), facts);
    } catch (const base::Error& error) {
      if (!connection.alive()) throw;
      facts.not_examined.push_back({question.object, error.message});
    }
  }
  name_what_is_hidden(facts);
  return facts;
}

}  // namespace barqdb::catalog
