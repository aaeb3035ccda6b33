// PREPARE once, then EXPLAIN EXECUTE in rounds.
#include "execute/verify.hpp"

#include <algorithm>
#include <set>

#include "base/error.hpp"
#include "base/interrupt.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "execute/prepared_query.hpp"
#include "execute/uncounted.hpp"
#include "plan/explain.hpp"

namespace barqdb::execute {
namespace {

using model::NamedQuery;
using model::QueryMeasure;

std::string statement_name(std::size_t number) { return "barqdb_verify_" + std::to_string(number); }

std::string explain_text(const NamedQuery& query, std::size_t number, bool run) {
  return std::string(run ? "EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) " : "EXPLAIN (FORMAT JSON) ") +
         execute_text(query, statement_name(number), 1);
}

void set_role(db::Connection& connection, const std::string& role) {
  const std::string name = base::quote_identifier(role);
  try {
    connection.query("SET ROLE " + name);
  } catch (base::Error& error) {
    if (error.sqlstate == "22023") error.hint = "--role names a role of this server, spelled as in pg_roles";
    if (error.sqlstate == "42501") error.hint = "--role needs membership: GRANT " + name + " to the role that connects";
    throw;
  }
}

void set_up(db::Connection& connection, const VerifyOptions& options) {
  stop_counting(connection);
  connection.query("SELECT pg_catalog.set_config('statement_timeout', $1, false)",
                   {std::to_string(options.timeout.count())});
  // Values of the file are constants for the planner, as in a first execution.
  connection.query("SET plan_cache_mode = force_custom_plan");
  for (const auto& [name, value] : options.settings)
    connection.query("SELECT pg_catalog.set_config($1, $2, false)", {name, value});
  if (!options.role.empty()) set_role(connection, options.role);
}

std::string words_of(const base::Error& error) {
  return base::one_line(error.message, 300) +
         (error.detail.empty() ? "" : " (" + base::one_line(error.detail, 200) + ")");
}

class Rounds {
 public:
  Rounds(db::Connection& connection, const std::vector<NamedQuery>& queries, const VerifyOptions& options)
      : connection_(connection), queries_(queries), options_(options), measures_(queries.size()) {}

  void prepare() {
    for (std::size_t i = 0; i < queries_.size(); ++i) {
      measures_[i].name = queries_[i].name;
      guarded(i, [&] { connection_.query(prepare_text(queries_[i], statement_name(i))); });
    }
  }

  void execute(std::size_t i, bool counts) {
    if (!measures_[i].error.empty()) return;
    guarded(i, [&] {
      connection_.query(queries_[i].writes ? "BEGIN" : "BEGIN READ ONLY");
      const db::Result result = connection_.run(explain_text(queries_[i], i, options_.run));
      connection_.query("ROLLBACK");
      if (counts) note(measures_[i], std::string(result.text(0, 0)));
    });
  }

  std::vector<QueryMeasure> take() { return std::move(measures_); }

 private:
  void note(QueryMeasure& measure, std::string json) const {
    const plan::Explained explained = plan::read_explain(json);
    if (explained.measured) measure.times.push_back(explained.planning_ms + explained.execution_ms);
    measure.cost = explained.cost;
    measure.rows = static_cast<std::int64_t>(explained.rows);
    double rows_read = 0;
    std::set<std::string> tables;
    for (const plan::Scan& scan : explained.scans) {
      rows_read += scan.rows_read;
      tables.insert(scan.table);
    }
    measure.rows_read = static_cast<std::int64_t>(rows_read);
    measure.buffers_hit = explained.buffers_hit;
    measure.buffers_read = explained.buffers_read;
    measure.shape = explained.shape;
    measure.indexes = explained.indexes;
    measure.tables.assign(tables.begin(), tables.end());
    measure.plan = std::move(json);
  }

  // An error of the server is the query's own affair; a lost connection or Ctrl-C ends the whole.
  template <typename Work>
  void guarded(std::size_t i, const Work& work) {
    try {
      work();
    } catch (const base::Error& error) {
      if (error.kind == base::ErrorKind::interrupted || !connection_.alive()) throw;
      if (connection_.in_transaction()) connection_.query("ROLLBACK");
      measures_[i].error = words_of(error);
      if (error.sqlstate == "25006" && !queries_[i].writes)
        measures_[i].error += "; with `-- writes: yes` in its header it may write, and all of it is rolled back";
    }
  }

  db::Connection& connection_;
  const std::vector<NamedQuery>& queries_;
  const VerifyOptions& options_;
  std::vector<QueryMeasure> measures_;
};

}  // namespace

std::vector<QueryMeasure> verify_queries(db::Connection& connection, const std::vector<NamedQuery>& queries,
                                         const VerifyOptions& options,
                                         const std::function<void(int, std::size_t)>& on_query) {
  set_up(connection, options);
  Rounds rounds(connection, queries, options);
  rounds.prepare();
  const int first = options.run ? 0 : 1;
  const int last = options.run ? options.rounds : 1;
  for (int round = first; round <= last; ++round) {
    for (std::size_t i = 0; i < queries.size(); ++i) {
      base::throw_if_interrupted();
      on_query(round, i);
      rounds.execute(i, round > 0);
    }
  }
  return rounds.take();
}

}  // namespace barqdb::execute
